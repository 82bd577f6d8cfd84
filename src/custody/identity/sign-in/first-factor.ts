import type { Secret, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import {
  type Candidate,
  type FirstFactorOutcome,
  type SignInRefusal,
  askForNewPassword,
  askForSecondFactor,
  busy,
  hasLapsed,
  loadCandidate,
  loadNobody,
  locked,
  mustReplacePassword,
  nobody,
  wrongCredentials,
} from "../candidates/index.ts";
import { type LockKey, acceptAttempt, keyOf, refuseAttempt, reserveAttempt } from "../lockout/index.ts";
import { type Organisation, identitySettings } from "../organisation/index.ts";
import { sealPassword, storeCredential } from "../passwords/index.ts";
import { type Origin, type PersonRow, holdPerson, readPersonByToken, usernameToken } from "../person/index.ts";
import type { SignInPorts } from "./sign-in.ts";

export interface FirstFactor {
  readonly username: string;
  readonly password: Secret<string>;
}

/**
 * Takes user name and password. A name that nobody bears takes the same path as one that somebody does: the same rows are
 * written, the same hash is computed, the same answers come, the lock included.
 */
export async function takeFirstFactor(
  ports: SignInPorts,
  organisation: Organisation | undefined,
  { username, password }: FirstFactor,
  origin: Origin,
): Promise<FirstFactorOutcome> {
  if (organisation === undefined)
    return (await ports.passwords.verify(undefined, password)) === undefined ? busy : wrongCredentials;
  const { tenant } = organisation;
  const db = ports.database.tenant(tenant);
  const vault = await ports.keyring.vault(tenant);
  const key = keyOf(vault, { tenant, factor: "password", subject: usernameToken(vault, username), origin });
  const row = await readPersonByToken(db, tenant, key.subject);
  const candidate = await candidateOf(db, vault, tenant, row);
  const refusal = await tryPassword(ports, { key, candidate, password, origin });
  if (refusal !== undefined || candidate === undefined) return refusal ?? wrongCredentials;
  const step = { vault, organisation, candidate, now: ports.now() };
  const { passwordProfile: profile } = await ports.settings.get(tenant, identitySettings);
  return mustReplacePassword(candidate, profile, step.now)
    ? askForNewPassword({ ...step, profile, passkeys: ports.passkeyPlace !== undefined })
    : askForSecondFactor(step);
}

async function candidateOf(
  db: Queryable,
  vault: TenantVault,
  tenant: TenantId,
  row: PersonRow | undefined,
): Promise<Candidate | undefined> {
  if (row !== undefined && row.state !== "ended") return loadCandidate(db, vault, tenant, row);
  // Nobody's credentials are asked for too, so that the name of nobody takes as many round trips.
  return loadNobody(db, tenant, nobody);
}

interface PasswordAttempt {
  readonly key: LockKey;
  readonly candidate: Candidate | undefined;
  readonly password: Secret<string>;
  readonly origin: Origin;
}

/** Counts, checks and settles one attempt at a password. @returns undefined when it is right */
export async function tryPassword(
  ports: SignInPorts,
  { key, candidate, password, origin }: PasswordAttempt,
): Promise<SignInRefusal | undefined> {
  const reserved = await reserveAttempt(ports, key, origin, candidate);
  if (reserved.kind === "locked") return locked(reserved.retryAfterSeconds);
  const right = await ports.passwords.verify(candidate?.password?.phc, password);
  if (right === undefined) return busy;
  if (!right || candidate === undefined || hasLapsed(candidate, ports.now())) {
    const refused = await refuseAttempt(ports, key, origin, candidate);
    return refused.kind === "locked" ? locked(refused.retryAfterSeconds) : wrongCredentials;
  }
  const accepted = await ports.database.transaction(key.tenant, (tx) => acceptAttempt(tx, key, ports.now()));
  if (!accepted) return locked(1);
  await refreshHash(ports, candidate, password);
  return undefined;
}

async function refreshHash(ports: SignInPorts, candidate: Candidate, password: Secret<string>): Promise<void> {
  const stored = candidate.password;
  const phc = stored && (await ports.passwords.refreshed(stored.phc, password));
  if (stored === undefined || phc === undefined) return;
  const { changedAt, ...kept } = stored;
  const sealed = sealPassword(await ports.keyring.vault(candidate.tenant), candidate.id, { ...kept, phc });
  await ports.database.transaction(candidate.tenant, async (tx) => {
    const row = await holdPerson(tx, candidate.tenant, candidate.id);
    // The password may have been changed meanwhile.
    if (row?.credential_epoch !== candidate.row.credential_epoch) return;
    await storeCredential(
      tx,
      { tenant: candidate.tenant, person: candidate.id },
      { factor: "password", sealed, changed_at: changedAt },
    );
  });
}
