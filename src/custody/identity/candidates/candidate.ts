import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";
import type { TenantVault } from "../../keyring/index.ts";
import { type StoredPasskey, openPasskey } from "../passkeys/index.ts";
import { type StoredPassword, openPassword, readCredentials } from "../passwords/index.ts";
import { type PersonProfile, type PersonRow, openProfile, readPerson } from "../person/index.ts";
import { type AuthenticatorRow, countUnusedCodes, openTotp, readAuthenticators } from "../second-factors/index.ts";

/** An authenticator app's secret, and the newest time step whose code was taken. */
export interface CandidateTotp {
  readonly id: string;
  readonly secret: Buffer;
  readonly lastStep: number;
}

/** A person on the way in, with what proves them. */
export interface Candidate extends PersonProfile {
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly row: PersonRow;
  readonly password: (StoredPassword & { readonly changedAt: number }) | undefined;
  readonly pending: StoredPassword | undefined;
  readonly authenticators: readonly AuthenticatorRow[];
  readonly totps: readonly CandidateTotp[];
  readonly passkeys: readonly (StoredPasskey & { readonly authenticator: string })[];
  readonly unusedCodes: number;
}

export async function loadCandidate(
  db: Queryable,
  vault: TenantVault,
  tenant: TenantId,
  row: PersonRow,
): Promise<Candidate> {
  const id = row.person;
  const credentials = await readCredentials(db, tenant, id);
  const authenticators = await readAuthenticators(db, tenant, id);
  const unusedCodes = await countUnusedCodes(db, { tenant, person: id });
  const password = credentials.get("password");
  const pending = credentials.get("pending-password");
  return {
    ...openProfile(vault, id, row.sealed_profile),
    tenant,
    id,
    row,
    password: password && { ...openPassword(vault, id, password.sealed), changedAt: password.changed_at },
    pending: pending && openPassword(vault, id, pending.sealed),
    authenticators,
    totps: authenticators
      .filter(({ kind }) => kind === "totp")
      .map((one) => ({ id: one.authenticator, secret: openTotp(vault, one), lastStep: one.counter })),
    passkeys: authenticators
      .filter(({ kind }) => kind === "passkey")
      .map((one) => ({ ...openPasskey(vault, one.authenticator, one.sealed), authenticator: one.authenticator })),
    unusedCodes,
  };
}

/** Asks what `loadCandidate` asks, of nobody: so that the name of nobody takes as many round trips. */
export async function loadNobody(db: Queryable, tenant: TenantId, nobody: PersonId): Promise<undefined> {
  await readCredentials(db, tenant, nobody);
  await readAuthenticators(db, tenant, nobody);
  await countUnusedCodes(db, { tenant, person: nobody });
}

/** The person, unless they don't exist or have ended. */
export async function findCandidate(
  db: Queryable,
  vault: TenantVault,
  tenant: TenantId,
  id: PersonId,
): Promise<Candidate | undefined> {
  const row = await readPerson(db, tenant, id);
  return row === undefined || row.state === "ended" ? undefined : loadCandidate(db, vault, tenant, row);
}

/** Whether there is anything to prove oneself with beside a password. */
export function hasSecondFactor({ authenticators }: Pick<Candidate, "authenticators">): boolean {
  return authenticators.length > 0;
}

/** Whether so much would still let the person in. */
export function letsIn(has: {
  readonly password: boolean;
  readonly totps: number;
  readonly passkeys: number;
}): boolean {
  return has.passkeys > 0 || (has.password && has.totps > 0);
}
