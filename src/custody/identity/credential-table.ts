import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export type CredentialFactor = "password" | "pending-password" | "totp";

export interface CredentialRow {
  readonly factor: CredentialFactor;
  readonly sealed: Buffer;
  readonly changed_at: number;
  readonly last_step: number;
}

export async function readCredentials(
  db: Queryable,
  tenant: TenantId,
  person: PersonId,
): Promise<ReadonlyMap<CredentialFactor, CredentialRow>> {
  const rows = await db.query<CredentialRow>(
    "select factor, sealed, changed_at, last_step from wardbook.credential where tenant = $1 and person = $2",
    [tenant, person],
  );
  return new Map(rows.map((row) => [row.factor, row]));
}

/** Stores a credential in place of the former one of its factor. */
export async function storeCredential(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  row: Pick<CredentialRow, "factor" | "sealed" | "changed_at"> & { readonly last_step?: number },
): Promise<void> {
  await tx.query(
    `insert into wardbook.credential (tenant, person, factor, sealed, changed_at, last_step) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant, person, factor)
     do update set sealed = excluded.sealed, changed_at = excluded.changed_at, last_step = excluded.last_step`,
    [owner.tenant, owner.person, row.factor, row.sealed, row.changed_at, row.last_step ?? 0],
  );
}

/** Takes a time step's code; false when this step or a later one was taken before. */
export async function takeStep(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  step: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.credential set last_step = $3
     where tenant = $1 and person = $2 and factor = 'totp' and last_step < $3 returning 1`,
    [owner.tenant, owner.person, step],
  );
  return rows.length === 1;
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
