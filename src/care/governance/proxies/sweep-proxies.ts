import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { clockActor } from "../act.ts";
import { alteredWords } from "../altered.ts";
import { momentText } from "../moment-text.ts";
import type { GovernancePorts } from "../ports.ts";
import { finishTasks, openTask } from "../tasks/open-task.ts";
import { endHeld } from "./end.ts";
import { readSealed } from "./opened.ts";
import { holdEndingSoon, holdOver } from "./proxy-table.ts";
import { daysToConfirm } from "./record.ts";
import { heldAsRegistered, storeSealed, tellOfTaken } from "./registered.ts";
import { stepProxy } from "./state.ts";

const day = 86_400_000;
const remindDays = 30;
const mostAtOnce = 100;

/** What only time causes: ends, and reminders of them. */
export async function sweepProxies(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  await tellOfTaken(ports, tx, tenant);
  await lapseProxies(ports, tx, tenant);
  await remindOfProxies(ports, tx, tenant);
}

/** Writes down what has ended by itself. It opens nothing any more already: every reader looks at the time. */
async function lapseProxies(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const now = ports.now();
  const over = { now, waitingSince: now - daysToConfirm * day, limit: mostAtOnce };
  for (const row of await heldAsRegistered(ports, tx, tenant, await holdOver(tx, tenant, over))) {
    if (row.state === "in-force") {
      await endHeld(ports, tx, tenant, row, {
        actor: clockActor,
        why: "its last day was over",
        endedBy: clockActor.name,
        endedAt: row.until,
      });
      continue;
    }
    const vaults = { staff: await ports.vault(tenant), patient: undefined };
    const { staff } = readSealed(ports, tenant, vaults, row);
    const next = { ...row, state: stepProxy(row.state, "lapse"), decided_at: now };
    await storeSealed(ports, tx, tenant, next, staff ?? { recorderName: alteredWords });
    await finishTasks(ports, tx, tenant, { about: row.id, by: clockActor, note: "lapsed" });
    await ports.record(tx, tenant, {
      action: "proxy-decided",
      at: now,
      actor: clockActor,
      why: "nobody confirmed it in time",
      detail: `lapsed (${row.id})`,
      patient: row.patient,
    });
  }
}

/** Tells the officers, a month before. That they were told is sealed: else whoever has the database could keep it from them. */
async function remindOfProxies(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const now = ports.now();
  const soon = await holdEndingSoon(tx, tenant, { now, endsBefore: now + remindDays * day });
  const vaults = { staff: await ports.vault(tenant), patient: undefined };
  for (const row of await heldAsRegistered(ports, tx, tenant, soon)) {
    const { staff } = readSealed(ports, tenant, vaults, row);
    if (staff === undefined || staff.remindedAt !== undefined) continue;
    await storeSealed(ports, tx, tenant, row, { ...staff, remindedAt: now });
    await openTask(ports, tx, tenant, {
      kind: "proxy-ending",
      about: row.id,
      title: `An authority to act for a patient ends on ${momentText(row.until).slice(0, 11)}: record it anew if it goes on`,
      dueAt: row.until,
    });
  }
}
