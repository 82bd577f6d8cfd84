import type { Decision } from "../../signatures/index.ts";
import type { RecoveryDetails } from "./recovery-details.ts";
import type { RecoveryRow } from "./recovery-table.ts";

/** One of two approvals, as its approver signs it. @param approval which of them, and the person's name at that time */
export function recoveryDecision(
  { recovery, person, way, began_at }: Pick<RecoveryRow, "recovery" | "person" | "way" | "began_at">,
  { reason, startedBy }: Pick<RecoveryDetails, "reason" | "startedBy">,
  { number, name }: { readonly number: number; readonly name: string },
): Decision {
  return {
    kind: "recovery-approval",
    id: recovery,
    number,
    whom: { id: person, name },
    what: {
      way,
      began: new Date(began_at).toISOString(),
      startedBy: { id: startedBy.id, name: startedBy.name },
      approval: String(number),
    },
    decision: "approve",
    reason,
  };
}
