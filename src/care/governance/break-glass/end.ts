import type { Caller } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { type Actor, actorOf, clockActor } from "../act.ts";
import { GovernanceError } from "../governance-error.ts";
import { momentText } from "../moment-text.ts";
import type { GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { holdTasksAbout } from "../tasks/task-table.ts";
import {
  type BreakGlassRow,
  type EndedBy,
  grantsInForce,
  holdBreakGlass,
  holdLapsed,
  storeBreakGlassState,
} from "./break-glass-table.ts";
import { sealState } from "./opened.ts";
import { stepBreakGlass } from "./state.ts";

type Ending =
  | { readonly event: "lapse"; readonly why?: string }
  | { readonly event: "end"; readonly by: Actor }
  | { readonly event: "revoke"; readonly by: Actor };

const endedBy: Readonly<Record<Ending["event"], EndedBy>> = { lapse: "itself", end: "hand", revoke: "officer" };
const why: Readonly<Record<Ending["event"], string>> = {
  lapse: "its time was over",
  end: "whoever broke the glass was done",
  revoke: "an officer ended it",
};

/** Ends a held grant. One that had lapsed before ended then, whatever moment this is. */
export async function endHeld(
  ports: GovernancePorts,
  tx: Transaction,
  tenant: TenantId,
  row: BreakGlassRow,
  ending: Ending,
): Promise<void> {
  const at = ports.now();
  const state = stepBreakGlass(row.state, ending.event);
  const ended = { id: row.id, state, ended_at: Math.min(at, row.until), ended_by: endedBy[ending.event] };
  await storeBreakGlassState(tx, tenant, sealState(await ports.vault(tenant), ended));
  await ports.record(tx, tenant, {
    action: "break-glass-ended",
    at,
    actor: ending.event === "lapse" ? clockActor : ending.by,
    why: (ending.event === "lapse" ? ending.why : undefined) ?? why[ending.event],
    detail: `grant ${row.id}`,
    patient: row.patient,
  });
  await ports.grantsChanged(tx, tenant);
}

/** By its owner, or by an officer. @throws GovernanceError `break-glass/unknown`, `break-glass/illegal-change` */
export async function endBreakGlass(ports: GovernancePorts, caller: Caller, id: string): Promise<void> {
  const { tenant } = caller;
  await ports.db.transaction(tenant, async (tx) => {
    const row = await holdBreakGlass(tx, tenant, id);
    const own = row?.person === caller.id;
    if (row === undefined || !(own || caller.permissions.has("break-glass.review"))) throw unknownGrant();
    await endHeld(ports, tx, tenant, row, { event: own ? "end" : "revoke", by: actorOf(caller) });
  });
  ports.forgetGrants(tenant);
}

const mostAtOnce = 100;

/** Writes down what has ended by itself. It opens nothing any more already: every reader looks at the time. */
export async function lapseBreakGlass(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  for (const row of await holdLapsed(tx, tenant, ports.now(), mostAtOnce))
    await endHeld(ports, tx, tenant, row, { event: "lapse" });
}

/** Ends again what the ledger says has ended. Its row is as it was before that: somebody with the database put it back, and every seal
 *  of that time with it. An officer is to look, also if one has judged it. */
export async function endPutBack(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  for (const { id, patient, began_at: since } of await grantsInForce(tx, tenant, ports.now())) {
    const row = await holdBreakGlass(tx, tenant, id);
    if (row?.state !== "open" || !(await ports.endWitnessed(tenant, { grant: id, patient, since }))) continue;
    ports.onAltered(tenant, { table: "break_glass", id });
    await endHeld(ports, tx, tenant, row, { event: "lapse", why: "it had ended, and was put back in the database" });
    const waits = (await holdTasksAbout(tx, tenant, id)).some(({ kind }) => kind === "break-glass-review");
    if (waits) continue;
    await openTask(ports, tx, tenant, {
      kind: "break-glass-review",
      about: id,
      title: `Review an emergency access of ${momentText(since)} again: it was opened anew in the database`,
      dueAt: row.due_at,
      notFor: row.person,
    });
  }
}

export function unknownGrant(): GovernanceError {
  return new GovernanceError("break-glass/unknown", "there is no such emergency access");
}
