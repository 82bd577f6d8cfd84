import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks, gatherTask } from "../tasks/open-task.ts";

/** What the one task is about that gathers them all. */
const allFaultyConsents = "fa01c0de-c045-4000-8000-000000000000";
const day = 24 * 3_600_000;

/** Keeps one task on the list of whoever keeps consents, as long as some can't be applied as they stand: they deny more than the
 *  patient may have meant, and somebody may miss what they need. It ends by itself with the last of them. */
export async function tellOfConsents(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const consents = await ports.faultyConsents(tenant);
  if (consents.length === 0) {
    await finishTasks(ports, tx, tenant, { about: allFaultyConsents, by: clockActor, note: "none is left" });
    return;
  }
  await gatherTask(ports, tx, tenant, {
    kind: "faulty-consents",
    about: allFaultyConsents,
    more: consents,
    title: (all) =>
      all.length === 1
        ? "Set right 1 consent that can’t be understood: what is unclear in it is denied"
        : `Set right ${all.length} consents that can’t be understood: what is unclear in them is denied`,
    dueAt: ports.now() + 3 * day,
    isAll: true,
  });
}
