import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export interface FederationRow {
  readonly state: "active" | "off";
  readonly sealed: Buffer;
}

export async function readFederation(db: Queryable, tenant: TenantId): Promise<FederationRow | undefined> {
  const rows = await db.query<FederationRow>("select state, sealed from wardbook.federation where tenant = $1", [
    tenant,
  ]);
  return rows[0];
}

export async function storeFederation(
  tx: Transaction,
  tenant: TenantId,
  row: FederationRow & { readonly changed_at: number },
): Promise<void> {
  await tx.query(
    `insert into wardbook.federation (tenant, state, changed_at, sealed) values ($1, $2, $3, $4)
     on conflict (tenant) do update set state = excluded.state, changed_at = excluded.changed_at, sealed = excluded.sealed`,
    [tenant, row.state, row.changed_at, row.sealed],
  );
}

export async function readLinkedPerson(db: Queryable, tenant: TenantId, token: Buffer): Promise<PersonId | undefined> {
  const rows = await db.query<{ person: PersonId }>(
    "select person from wardbook.federated_link where tenant = $1 and subject_token = $2",
    [tenant, token],
  );
  return rows[0]?.person;
}

/** @returns false when the account there, or the person here, is linked already */
export async function insertLink(
  tx: Transaction,
  tenant: TenantId,
  link: { readonly token: Buffer; readonly person: PersonId; readonly at: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.federated_link (tenant, subject_token, person, linked_at) values ($1, $2, $3, $4)
     on conflict do nothing returning 1`,
    [tenant, link.token, link.person, link.at],
  );
  return rows.length === 1;
}

/** The row, held until the transaction ends. */
export async function holdFederation(tx: Transaction, tenant: TenantId): Promise<FederationRow | undefined> {
  const rows = await tx.query<FederationRow>(
    "select state, sealed from wardbook.federation where tenant = $1 for update",
    [tenant],
  );
  return rows[0];
}

export interface LinkRow {
  readonly person: PersonId;
  readonly linked_at: number;
}

export function readLinks(db: Queryable, tenant: TenantId): Promise<LinkRow[]> {
  return db.query("select person, linked_at from wardbook.federated_link where tenant = $1 order by person", [tenant]);
}

/** @returns false when nobody there is linked to this person */
export async function deleteLink(tx: Transaction, tenant: TenantId, person: PersonId): Promise<boolean> {
  const rows = await tx.query("delete from wardbook.federated_link where tenant = $1 and person = $2 returning 1", [
    tenant,
    person,
  ]);
  return rows.length === 1;
}
