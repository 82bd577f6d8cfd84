import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type Candidate, type SignedIn, sweepSpentChallenges } from "../candidates/index.ts";
import { noteFamiliar } from "../lockout/index.ts";
import { type IdentityAct, type Origin, personActor, stepLifecycle, storePerson } from "../person/index.ts";
import { settleRecoveries } from "../recovery/index.ts";
import type { ProvenBy } from "../sessions/index.ts";
import type { SignInPorts } from "./sign-in.ts";

export interface Entrance {
  readonly vault: TenantVault;
  /** As read in this transaction, with the row held. */
  readonly candidate: Candidate;
  readonly origin: Origin;
  readonly provenBy: ProvenBy;
  /** What the sign-in changed: credentials that were enrolled or replaced. */
  readonly acts?: readonly (readonly [IdentityAct, string?])[];
  /** How, for the ledger: "passkey". */
  readonly how?: string;
}

/** Everybody comes in through here, however they proved themselves: the person's row, the ledger and the session, at once. */
export async function enter(ports: SignInPorts, tx: Transaction, entrance: Entrance): Promise<SignedIn> {
  const { vault, candidate, origin, provenBy, acts = [], how } = entrance;
  const { tenant, id, row } = candidate;
  const now = ports.now();
  await storePerson(tx, tenant, {
    ...row,
    state: stepLifecycle(row.state, "signed-in"),
    credential_epoch: row.credential_epoch + (acts.length > 0 ? 1 : 0),
    last_sign_in_at: now,
  });
  await sweepSpentChallenges(tx, tenant, now);
  const actor = personActor(candidate, row.role, origin);
  for (const [act, detail] of acts) await ports.recordEvent(tx, tenant, { act, at: now, actor, detail });
  await ports.recordEvent(tx, tenant, { act: "signed-in", at: now, actor, detail: how });
  await settleRecoveries(tx, ports.recordEvent, { tenant, person: id, actor, now });
  await noteFamiliar(tx, vault, { tenant, subject: row.username_token, origin, now });
  const cookie = await ports.sessions.begin(tx, tenant, id, { origin, provenBy });
  return { kind: "signed-in", tenant, person: id, cookie };
}
