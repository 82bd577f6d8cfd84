import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { Actor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts, GrantRegister } from "../ports.ts";
import { sealDecision } from "./opened.ts";
import { type ItemRow, storeDecision } from "./review-table.ts";
import { type ItemEvent, stepItem } from "./state.ts";
import { wordsOfItem } from "./words.ts";

/** Writes down what becomes of an item, who said so and why. */
export async function settle(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: ItemRow,
  { event, by, reason }: { readonly event: ItemEvent; readonly by: Actor; readonly reason: string },
): Promise<void> {
  const vault = await ports.vault(tenant);
  const at = ports.now();
  const decided = {
    item: row.item,
    state: stepItem(row.state, event),
    decider: by.kind === "person" ? (by.id as PersonId) : null,
    decided_at: at,
  };
  await storeDecision(tx, tenant, {
    ...decided,
    sealed_decision: sealDecision(vault, decided, { name: by.name, reason }),
  });
  const { holder, grant } = wordsOfItem({ ports, tenant, vault }, row).words;
  await ports.record(tx, tenant, {
    action: "access-review-decided",
    at,
    actor: by,
    why: reason,
    detail: `${decided.state}: ${holder} (${row.subject}): ${grant} (${row.item})`,
  });
}

/** Who can end a grant of this kind. @throws GovernanceError `review/cannot-withdraw` */
export function registerOf(ports: GovernancePorts, { kind }: Pick<ItemRow, "kind">): GrantRegister {
  const register = ports.registers.find((one) => one.kind === kind);
  if (register === undefined) throw new GovernanceError("review/cannot-withdraw", "nothing here can end this grant");
  return register;
}
