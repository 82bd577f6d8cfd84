import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks, gatherTask } from "../tasks/open-task.ts";

/** What the one task is about that gathers them all. */
const allDueRecords = "d0e5eca5-e500-4000-8000-000000000000";
const day = 24 * 3_600_000;

/** Keeps one task on the list of whoever decides how long records are kept, as long as some wait to be appraised. It ends by itself with the
 *  last of them. */
export async function tellOfDueRecords(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const waiting = await ports.dueRecords(tenant);
  if (waiting.length === 0) {
    await finishTasks(ports, tx, tenant, { about: allDueRecords, by: clockActor, note: "none waits any more" });
    return;
  }
  await gatherTask(ports, tx, tenant, {
    kind: "due-records",
    about: allDueRecords,
    more: waiting,
    title: (all) =>
      all.length === 1
        ? "Decide on 1 record whose time to be kept is over"
        : `Decide on ${all.length} records whose time to be kept is over`,
    dueAt: ports.now() + 30 * day,
    isAll: true,
  });
}
