import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export type CredentialFactor = "password" | "pending-password";

export interface CredentialRow {
  readonly factor: CredentialFactor;
  readonly sealed: Buffer;
  readonly changed_at: number;
}

export async function readCredentials(
  db: Queryable,
  tenant: TenantId,
  person: PersonId,
): Promise<ReadonlyMap<CredentialFactor, CredentialRow>> {
  const rows = await db.query<CredentialRow>(
    "select factor, sealed, changed_at from wardbook.credential where tenant = $1 and person = $2",
    [tenant, person],
  );
  return new Map(rows.map((row) => [row.factor, row]));
}

/** Stores a credential in place of the former one of its factor. */
export async function storeCredential(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  row: CredentialRow,
): Promise<void> {
  await tx.query(
    `insert into wardbook.credential (tenant, person, factor, sealed, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant, person, factor) do update set sealed = excluded.sealed, changed_at = excluded.changed_at`,
    [owner.tenant, owner.person, row.factor, row.sealed, row.changed_at],
  );
}

export async function deleteCredentials(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  factors: readonly CredentialFactor[],
): Promise<void> {
  await tx.query("delete from wardbook.credential where tenant = $1 and person = $2 and factor = any($3)", [
    owner.tenant,
    owner.person,
    factors,
  ]);
}
