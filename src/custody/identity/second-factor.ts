import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { TenantVault } from "../keyring/index.ts";
import { acceptAttempt, refuseAttempt, reserveAttempt } from "./attempts.ts";
import { findCandidate, totpContext } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { openChallenge, tenantOfChallenge } from "./challenge.ts";
import type { Challenge } from "./challenge.ts";
import { isSpent, spendChallenge, sweepSpentChallenges } from "./challenge-table.ts";
import { deleteCredentials, storeCredential, takeStep } from "./credential-table.ts";
import type { Actor, IdentityAct, Origin } from "./event.ts";
import { stepLifecycle } from "./lifecycle.ts";
import type { LockKey } from "./lock-table.ts";
import { sealPassword } from "./passwords.ts";
import { displayName } from "./person.ts";
import { holdPerson, storePerson } from "./person-table.ts";
import type { SignInPorts } from "./sign-in.ts";
import { challengeOver, locked, wrongCode } from "./sign-in-outcome.ts";
import type { SecondFactorOutcome, SignInRefusal } from "./sign-in-outcome.ts";
import { matchTotp } from "./totp.ts";

/** Takes the code that finishes a sign-in, or the enrolment of the second factor, and begins the session. */
export async function takeSecondFactor(
  ports: SignInPorts,
  challengeText: string,
  code: string,
  origin: Origin,
): Promise<SecondFactorOutcome> {
  const tenant = tenantOfChallenge(challengeText);
  if (tenant === undefined || (await ports.organisations.of(tenant)) === undefined) return challengeOver;
  const vault = await ports.keyring.vault(tenant);
  const challenge = openChallenge(vault, challengeText, ports.now());
  if (challenge === undefined || challenge.kind === "new-password") return challengeOver;
  const candidate = await findCandidate(ports.database.tenant(tenant), vault, tenant, challenge.person);
  if (candidate === undefined || candidate.row.credential_epoch !== challenge.epoch) return challengeOver;

  const key: LockKey = { tenant, factor: "totp", subject: candidate.row.username_token };
  const reserved = await reserveAttempt(ports, key, origin);
  if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
  const step = stepOf(candidate, challenge, code, ports.now());
  if (step === undefined) return refuse(ports, key, origin, candidate);
  const finished = await ports.database.transaction(tenant, (tx) =>
    finish(ports, tx, { vault, challenge, key, step, origin, id: candidate.id }),
  );
  return finished === "replayed" ? refuse(ports, key, origin, candidate) : finished;
}

async function refuse(ports: SignInPorts, key: LockKey, origin: Origin, candidate: Candidate): Promise<SignInRefusal> {
  const refused = await refuseAttempt(ports, key, origin, candidate);
  return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : wrongCode;
}

function stepOf(candidate: Candidate, challenge: Challenge, code: string, now: number): number | undefined {
  if (challenge.kind === "enrol") {
    return challenge.totpSecret && matchTotp({ secret: challenge.totpSecret, code, now, lastStep: 0 });
  }
  return candidate.totp && matchTotp({ ...candidate.totp, code, now });
}

interface Finish {
  readonly vault: TenantVault;
  readonly challenge: Challenge;
  readonly key: LockKey;
  readonly step: number;
  readonly origin: Origin;
  readonly id: Candidate["id"];
}

/** Everything that a right code changes, at once. The row is held and read again: what was read before may have changed. */
async function finish(ports: SignInPorts, tx: Transaction, input: Finish): Promise<SecondFactorOutcome | "replayed"> {
  const { vault, challenge, key, step, origin, id } = input;
  const { tenant } = key;
  const now = ports.now();
  const owner = { tenant, person: id };
  const row = await holdPerson(tx, tenant, id);
  const candidate = row && (await findCandidate(tx, vault, tenant, id));
  if (row === undefined || candidate === undefined || row.credential_epoch !== challenge.epoch) return challengeOver;
  const { pending } = candidate;
  const counts = pending !== undefined && pending.nonce === challenge.nonce.toString("hex");
  // The new password was replaced by a later attempt's: this challenge no longer leads in.
  if (!counts && candidate.password?.temporary === true) return challengeOver;
  // Looked at before the code is taken: a code shown with a challenge that is used up stays good for the next one.
  if (await isSpent(tx, tenant, challenge)) return challengeOver;
  if (challenge.kind === "second-factor" && !(await takeStep(tx, owner, step))) return "replayed";
  if (!(await spendChallenge(tx, tenant, challenge))) return challengeOver;
  if (!(await acceptAttempt(tx, key, now))) return locked(1);

  const acts: IdentityAct[] = [];
  if (challenge.totpSecret !== undefined) {
    const sealed = vault.seal(totpContext(id), challenge.totpSecret);
    await storeCredential(tx, owner, { factor: "totp", sealed, changed_at: now, last_step: step });
    acts.push("second-factor-enrolled");
  }
  if (counts) {
    const sealed = sealPassword(vault, id, { ...pending, nonce: undefined });
    await storeCredential(tx, owner, { factor: "password", sealed, changed_at: now });
    await deleteCredentials(tx, owner, ["pending-password"]);
    acts.push("password-changed");
  }

  const epoch = row.credential_epoch + (acts.length > 0 ? 1 : 0);
  await storePerson(tx, tenant, {
    ...row,
    state: stepLifecycle(row.state, "signed-in"),
    credential_epoch: epoch,
    last_sign_in_at: now,
  });
  await sweepSpentChallenges(tx, tenant, now);
  const actor: Actor = { kind: "person", id, name: displayName(candidate), role: row.role, ...origin };
  for (const act of [...acts, "signed-in"] as const) await ports.recordEvent(tx, tenant, { act, at: now, actor });
  return { kind: "signed-in", tenant, person: id, cookie: await ports.sessions.begin(tx, tenant, id) };
}
