import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export type ClientState = "active" | "ended";
export type ClientKind = "confidential" | "public" | "backend";

export interface ClientRow {
  readonly client: string;
  readonly kind: ClientKind;
  readonly sealed_name: Buffer;
  readonly sealed_details: Buffer | null;
  readonly secret_hash: Buffer | null;
  readonly scopes: string;
  readonly state: ClientState;
  readonly added_at: number;
  readonly changed_at: number | null;
  readonly last_token_at: number | null;
}

const columns =
  "client, kind, sealed_name, sealed_details, secret_hash, scopes, state, added_at, changed_at, last_token_at";

export async function insertClient(
  tx: Transaction,
  tenant: TenantId,
  row: Omit<ClientRow, "state" | "changed_at" | "last_token_at">,
): Promise<void> {
  await tx.query(
    `insert into wardbook.api_client (tenant, client, kind, sealed_name, sealed_details, secret_hash, scopes, state, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'active', $8)`,
    [tenant, row.client, row.kind, row.sealed_name, row.sealed_details, row.secret_hash, row.scopes, row.added_at],
  );
}

export function readClients(db: Queryable, tenant: TenantId): Promise<ClientRow[]> {
  return db.query(`select ${columns} from wardbook.api_client where tenant = $1 order by added_at, client`, [tenant]);
}

export async function readClient(db: Queryable, tenant: TenantId, client: string): Promise<ClientRow | undefined> {
  const rows = await db.query<ClientRow>(
    `select ${columns} from wardbook.api_client where tenant = $1 and client = $2`,
    [tenant, client],
    "authorization-read-client",
  );
  return rows[0];
}

/** The client, held for this transaction. */
export async function holdClient(tx: Transaction, tenant: TenantId, client: string): Promise<ClientRow | undefined> {
  const rows = await tx.query<ClientRow>(
    `select ${columns} from wardbook.api_client where tenant = $1 and client = $2 for update`,
    [tenant, client],
  );
  return rows[0];
}

export async function storeClient(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<ClientRow, "client" | "sealed_name" | "sealed_details" | "secret_hash" | "scopes"> & {
    readonly changed_at: number;
  },
): Promise<void> {
  await tx.query(
    `update wardbook.api_client set sealed_name = $3, sealed_details = $4, secret_hash = $5, scopes = $6, changed_at = $7
     where tenant = $1 and client = $2`,
    [tenant, row.client, row.sealed_name, row.sealed_details, row.secret_hash, row.scopes, row.changed_at],
  );
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
