import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { ChartError } from "../../custody/chart/index.ts";
import { isSold } from "./book.ts";
import type { BillingRulePorts } from "./ports.ts";
import { holdTurn, openBook, takenOverIn } from "./posting.ts";
import { against } from "./rule-parts.ts";
import { isPackage, patientIn, sessionsOf } from "./shapes.ts";

/** The same of a package that isn't there, and of one that gives nothing: its writer needn't see it. */
function refusal(): ChartError {
  return against(
    "Account.extension",
    "sessions are taken over from a package that has them, and leave it in the same transaction",
  );
}

/**
 * Sessions that come from another package leave it as they come: its record in the same transaction has that many fewer, each taken over
 * once. @throws ChartError `chart/against-rule`, at once or in the transaction; RuleOvertaken
 */
export async function takeOver(
  ports: BillingRulePorts,
  tenant: TenantId,
  { source, sessions }: { readonly source: ResourceId; readonly sessions: number },
): Promise<(tx: Transaction) => Promise<void>> {
  const account = (await ports.current(tenant, [source])).get(source);
  const patient = account !== undefined && isPackage(account) ? patientIn(account) : undefined;
  if (patient === undefined) throw refusal();
  const open = await openBook(ports, tenant, patient);
  const held = open.book.packages.get(source);
  if (held === undefined || !held.isOpen || !isSold(open.book, held)) throw refusal();
  return async (tx) => {
    await holdTurn(tx, open);
    const left = (await ports.current(tenant, [source], tx)).get(source);
    const all = (takenOverIn(tx).get(source) ?? 0) + sessions;
    if (left === undefined || held.sessions - sessionsOf(left) < all) throw refusal();
    takenOverIn(tx).set(source, all);
  };
}
