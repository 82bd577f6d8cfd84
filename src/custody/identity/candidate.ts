import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantVault } from "../keyring/index.ts";
import { readCredentials } from "./credential-table.ts";
import { openPassword } from "./passwords.ts";
import type { StoredPassword } from "./passwords.ts";
import { openProfile } from "./person.ts";
import type { PersonProfile } from "./person.ts";
import { readPerson } from "./person-table.ts";
import type { PersonRow } from "./person-table.ts";

/** A person on the way in, with what proves them. */
export interface Candidate extends PersonProfile {
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly row: PersonRow;
  readonly password: (StoredPassword & { readonly changedAt: number }) | undefined;
  readonly pending: StoredPassword | undefined;
  readonly totp: { readonly secret: Buffer; readonly lastStep: number } | undefined;
}

export const totpContext = (person: PersonId) => `person/${person}/totp`;

export async function loadCandidate(
  db: Queryable,
  vault: TenantVault,
  tenant: TenantId,
  row: PersonRow,
): Promise<Candidate> {
  const id = row.person;
  const credentials = await readCredentials(db, tenant, id);
  const password = credentials.get("password");
  const pending = credentials.get("pending-password");
  const totp = credentials.get("totp");
  return {
    ...openProfile(vault, id, row.sealed_profile),
    tenant,
    id,
    row,
    password: password && { ...openPassword(vault, id, password.sealed), changedAt: password.changed_at },
    pending: pending && openPassword(vault, id, pending.sealed),
    totp: totp && { secret: vault.open(totpContext(id), totp.sealed), lastStep: totp.last_step },
  };
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
