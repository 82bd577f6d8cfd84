import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export type ClientState = "active" | "ended";

export interface ClientRow {
  readonly client: string;
  readonly sealed_name: Buffer;
  readonly secret_hash: Buffer;
  readonly scopes: string;
  readonly state: ClientState;
  readonly added_at: number;
  readonly last_token_at: number | null;
}

const columns = "client, sealed_name, secret_hash, scopes, state, added_at, last_token_at";

export async function insertClient(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<ClientRow, "client" | "sealed_name" | "secret_hash" | "scopes" | "added_at">,
): Promise<void> {
  await tx.query(
    `insert into wardbook.api_client (tenant, client, sealed_name, secret_hash, scopes, state, added_at)
     values ($1, $2, $3, $4, $5, 'active', $6)`,
    [tenant, row.client, row.sealed_name, row.secret_hash, row.scopes, row.added_at],
  );
}

export function readClients(db: Queryable, tenant: TenantId): Promise<ClientRow[]> {
  return db.query(`select ${columns} from wardbook.api_client where tenant = $1 order by added_at, client`, [tenant]);
}

export async function readClient(db: Queryable, tenant: TenantId, client: string): Promise<ClientRow | undefined> {
  return (
    await db.query<ClientRow>(`select ${columns} from wardbook.api_client where tenant = $1 and client = $2`, [
      tenant,
      client,
    ])
  )[0];
}

/** @returns whether it was active until now */
export async function endClient(tx: Transaction, tenant: TenantId, client: string): Promise<boolean> {
  const rows = await tx.query(
    "update wardbook.api_client set state = 'ended' where tenant = $1 and client = $2 and state = 'active' returning 1",
    [tenant, client],
  );
  return rows.length === 1;
}

/** Notes a token; false when the client has ended meanwhile. */
export async function noteToken(tx: Transaction, tenant: TenantId, client: string, at: number): Promise<boolean> {
  const rows = await tx.query(
    "update wardbook.api_client set last_token_at = $3 where tenant = $1 and client = $2 and state = 'active' returning 1",
    [tenant, client, at],
  );
  return rows.length === 1;
}
