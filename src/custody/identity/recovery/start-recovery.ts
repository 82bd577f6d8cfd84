import { randomUuid } from "../../../foundation/crypto/index.ts";
import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type Actor, IdentityError, type RecordEvent, type Subject } from "../person/index.ts";
import { sealRecovery } from "./recovery-details.ts";
import { recoveryNow, stepRecovery } from "./recovery-machine.ts";
import { type RecoveryRow, holdOpenRecoveries, insertRecovery, storeRecovery } from "./recovery-table.ts";

/** How long a recovery waits for its approvals. */
export const approvalDays = 7;
const day = 24 * 3600_000;

export interface RecoveryStart {
  readonly tenant: TenantId;
  readonly person: PersonId;
  readonly vault: TenantVault;
  readonly actor: Actor;
  readonly subject: Subject;
  readonly at: number;
  readonly reason: string;
}

/** Begins a recovery that two people have to approve. @throws IdentityError `recovery/open-already` */
export async function startApproved(
  ports: { readonly recordEvent: RecordEvent },
  tx: Transaction,
  start: RecoveryStart,
): Promise<RecoveryRow> {
  const { tenant, person, vault, actor, subject, at, reason } = start;
  await clearTheWay(tx, { tenant, person, way: "people", now: at });
  const recovery = randomUuid();
  const sealed = sealRecovery(vault, recovery, {
    reason,
    startedBy: { id: actor.id, name: actor.name },
    approvals: [],
  });
  const row: RecoveryRow = {
    recovery,
    person,
    way: "people",
    state: "asked",
    sealed,
    began_at: at,
    ready_at: null,
    until: at + approvalDays * day,
  };
  await insertRecovery(tx, tenant, row);
  await ports.recordEvent(tx, tenant, { act: "recovery-started", at, actor, subject, detail: `people: ${reason}` });
  return row;
}

/** Marks lapsed ones as such. @throws IdentityError `recovery/open-already` when one of this way is still open */
export async function clearTheWay(
  tx: Transaction,
  of: {
    readonly tenant: TenantId;
    readonly person: PersonId;
    readonly way: RecoveryRow["way"];
    readonly now: number;
    /** An unconfirmed mail gives way to a new one. */
    readonly replaceMailed?: boolean;
  },
): Promise<void> {
  for (const row of await holdOpenRecoveries(tx, of.tenant, of.person)) {
    if (row.way !== of.way) continue;
    const state = recoveryNow({ state: row.state, readyAt: row.ready_at ?? undefined, until: row.until }, of.now);
    const replaced = of.replaceMailed === true && state === "mailed" ? stepRecovery(state, "cancel") : state;
    if (replaced !== "lapsed" && replaced !== "cancelled")
      throw new IdentityError("recovery/open-already", "a recovery of this person's access is under way already");
    await storeRecovery(tx, of.tenant, { ...row, state: replaced });
  }
}
