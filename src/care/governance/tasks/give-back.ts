import type { Permission } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import type { Colleague, GovernancePorts } from "../ports.ts";
import { tellOf } from "./open-task.ts";
import { assignTask, holdAssigned } from "./task-table.ts";

/** Opens to everybody who may do it what is assigned to somebody who left, or may not do it any more: else nobody would see it. A
 *  reviewer's share of a campaign goes with its items. */
export async function giveBack(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const able = new Map<Permission, readonly Colleague[]>();
  for (const row of await holdAssigned(tx, tenant)) {
    if (row.kind === "access-review") continue;
    const colleagues = able.get(row.permission) ?? (await ports.directory.with(tenant, row.permission));
    able.set(row.permission, colleagues);
    if (colleagues.some(({ id }) => id === row.assignee)) continue;
    await assignTask(tx, tenant, row.task, null);
    await tellOf(ports, tx, tenant, { ...row, assignee: null }, "new");
    await ports.record(tx, tenant, {
      action: "task-assigned",
      at: ports.now(),
      actor: clockActor,
      why: "whoever it was assigned to can't do it any more",
      detail: `${row.kind} (${row.task}) to everybody`,
    });
  }
}
