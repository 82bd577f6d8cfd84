import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export async function insertGrant(
  tx: Transaction,
  tenant: TenantId,
  row: { readonly grantId: string; readonly client: string; readonly scopes: string; readonly until: number },
): Promise<void> {
  await tx.query(
    "insert into wardbook.token_grant (tenant, grant_id, client, scopes, until) values ($1, $2, $3, $4, $5)",
    [tenant, row.grantId, row.client, row.scopes, row.until],
  );
}

export interface LiveGrantRow {
  readonly client: string;
  readonly scopes: string;
  readonly until: number;
  readonly sealed_name: Buffer;
}

/** The grant, unless it or its client has ended. */
export async function readGrant(db: Queryable, tenant: TenantId, grantId: string): Promise<LiveGrantRow | undefined> {
  const rows = await db.query<LiveGrantRow>(
    `select g.client, g.scopes, g.until, c.sealed_name
     from wardbook.token_grant g join wardbook.api_client c on c.tenant = g.tenant and c.client = g.client
     where g.tenant = $1 and g.grant_id = $2 and c.state = 'active'`,
    [tenant, grantId],
    "identity-read-grant",
  );
  return rows[0];
}

export async function deleteGrantsOf(tx: Transaction, tenant: TenantId, client: string): Promise<void> {
  await tx.query("delete from wardbook.token_grant where tenant = $1 and client = $2", [tenant, client]);
}

/** Forgets grants whose tokens have expired anyway. */
export async function sweepGrants(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query("delete from wardbook.token_grant where tenant = $1 and until < $2", [tenant, now]);
}
