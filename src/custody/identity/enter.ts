import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { TenantVault } from "../keyring/index.ts";
import { noteFamiliar } from "./attempts.ts";
import type { Candidate } from "./candidate.ts";
import { sweepSpentChallenges } from "./challenge-table.ts";
import { personActor } from "./event.ts";
import type { IdentityAct, Origin } from "./event.ts";
import { stepLifecycle } from "./lifecycle.ts";
import { storePerson } from "./person-table.ts";
import type { ProvenBy } from "./session-table.ts";
import { settleRecoveries } from "./settle-recoveries.ts";
import type { SignInPorts } from "./sign-in.ts";
import type { SignedIn } from "./sign-in-outcome.ts";

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
