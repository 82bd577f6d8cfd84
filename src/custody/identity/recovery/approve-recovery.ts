import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { identitySettings } from "../organisation/index.ts";
import { type Actor, IdentityError, displayName, readPeople } from "../person/index.ts";
import type { SignDecision } from "../../signatures/index.ts";
import { changeRecovery } from "./change-recovery.ts";
import { hashHalf, newHalf, sealRecovery, ticketText } from "./recovery-details.ts";
import { recoveryDecision } from "./recovery-decision.ts";
import { type RecoveryInfo, infoOf } from "./recovery-info.ts";
import { stepRecovery } from "./recovery-machine.ts";
import { type RecoveryRow, readRecovery, storeRecovery } from "./recovery-table.ts";
import type { RecoveryPorts } from "./recovery.ts";

/** Somebody added a moment ago is no second person: whoever adds people could be both. */
export const approverAgeHours = 24;
const hour = 3600_000;

export interface Approval {
  readonly recovery: RecoveryInfo;
  /** What the approver's link says, and the half to read out: shown once. */
  readonly ticket: string;
  readonly half: string;
}

/** One of two approvals. Each approver gets a half, and both are needed: neither can enrol in the person's place alone. */
export async function approveRecovery(
  ports: RecoveryPorts,
  actor: Actor,
  tenant: TenantId,
  id: string,
  askToSign: () => Promise<SignDecision>,
): Promise<Approval> {
  const known = await readRecovery(ports.database.tenant(tenant), tenant, id);
  if (known === undefined) throw new IdentityError("recovery/unknown", "there is no such recovery");
  expectAnother(actor, known);
  const sign = await askToSign();
  const half = newHalf();
  const { recoveryLinkHours } = await ports.settings.get(tenant, identitySettings);
  return changeRecovery(ports, { tenant, id }, async (tx, { vault, row, person, details, profile, subject }) => {
    expectAnother(actor, row);
    if (details.approvals.some((approval) => approval.id === actor.id))
      throw new IdentityError("recovery/approved-already", "you have approved this already; it takes a second person");
    const at = ports.now();
    await refuseNewcomer(tx, tenant, actor.id, at);
    const state = stepRecovery(row.state, "approve");
    const name = displayName(profile);
    const number = details.approvals.length + 1;
    const signature = await sign(tx, recoveryDecision(row, details, { number, name }));
    const mine = { id: actor.id, name: actor.name, at, hash: hashHalf(vault, id, half) };
    const approvals = [...details.approvals, { ...mine, signed: { person: name, signature } }];
    const until = state === "ready" ? at + recoveryLinkHours * hour : row.until;
    const next = { ...row, state, sealed: sealRecovery(vault, id, { ...details, approvals }), until };
    await storeRecovery(tx, tenant, next);
    const detail = `${approvals.length} of 2`;
    await ports.recordEvent(tx, tenant, { act: "recovery-approved", at, actor, subject, detail });
    const ticket = ticketText({ tenant, recovery: id, secret: half.replaceAll("-", "") });
    return { recovery: infoOf(vault, next, person.sealed_profile, at), ticket, half };
  });
}

function expectAnother(actor: Actor, { person }: Pick<RecoveryRow, "person">): void {
  if (actor.kind !== "person" || actor.id === person) throw ownRecovery();
}

async function refuseNewcomer(tx: Transaction, tenant: TenantId, approver: string, now: number): Promise<void> {
  const row = (await readPeople(tx, tenant)).find(({ person }) => person === approver);
  if (row === undefined || now - row.added_at < approverAgeHours * hour)
    throw new IdentityError(
      "recovery/approver-too-new",
      `only people who were added at least ${approverAgeHours} hours ago approve`,
    );
}

export function ownRecovery(): IdentityError {
  return new IdentityError("recovery/own", "nobody starts or approves the recovery of their own access");
}
