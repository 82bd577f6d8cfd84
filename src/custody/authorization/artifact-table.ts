import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";

export interface ArtifactRow {
  readonly client: string | null;
  readonly grant_id: string | null;
  readonly scopes: string | null;
  readonly until: number;
  readonly consumed_at: number | null;
  readonly sealed: Buffer;
}

export interface ArtifactKey {
  readonly kind: string;
  readonly hash: Buffer;
}

/** Writes it; whether it had been consumed stays. */
export async function storeArtifact(
  db: Queryable,
  tenant: TenantId,
  { kind, hash }: ArtifactKey,
  row: Omit<ArtifactRow, "consumed_at">,
): Promise<void> {
  await db.query(
    `insert into wardbook.oauth_artifact (tenant, kind, id_hash, client, grant_id, scopes, until, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (tenant, kind, id_hash) do update
     set client = excluded.client, grant_id = excluded.grant_id, scopes = excluded.scopes, until = excluded.until, sealed = excluded.sealed`,
    [tenant, kind, hash, row.client, row.grant_id, row.scopes, row.until, row.sealed],
  );
}

/** Writes it if it wasn't there. @returns whether it wasn't */
export async function storeArtifactOnce(
  db: Queryable,
  tenant: TenantId,
  { kind, hash }: ArtifactKey,
  row: Pick<ArtifactRow, "client" | "until" | "sealed">,
): Promise<boolean> {
  const rows = await db.query(
    `insert into wardbook.oauth_artifact (tenant, kind, id_hash, client, until, sealed)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning 1`,
    [tenant, kind, hash, row.client, row.until, row.sealed],
  );
  return rows.length === 1;
}

export async function readArtifact(
  db: Queryable,
  tenant: TenantId,
  { kind, hash }: ArtifactKey,
): Promise<ArtifactRow | undefined> {
  const rows = await db.query<ArtifactRow>(
    `select client, grant_id, scopes, until, consumed_at, sealed from wardbook.oauth_artifact
     where tenant = $1 and kind = $2 and id_hash = $3`,
    [tenant, kind, hash],
    "authorization-read-artifact",
  );
  return rows[0];
}

/** Whose it is; asked without an organisation, by whoever knows its secret. */
export async function tenantOfArtifact(
  installation: Queryable,
  { kind, hash }: ArtifactKey,
): Promise<number | undefined> {
  const rows = await installation.query<{ tenant: number | null }>(
    "select wardbook.oauth_artifact_tenant($1, $2) as tenant",
    [kind, hash],
  );
  return rows[0]?.tenant ?? undefined;
}

/** @returns whether it was there and not consumed yet: of two who try at once, one is told so */
export async function consumeArtifact(
  db: Queryable,
  tenant: TenantId,
  { kind, hash }: ArtifactKey,
  at: number,
): Promise<boolean> {
  const rows = await db.query(
    `update wardbook.oauth_artifact set consumed_at = $4
     where tenant = $1 and kind = $2 and id_hash = $3 and consumed_at is null returning 1`,
    [tenant, kind, hash, at],
  );
  return rows.length === 1;
}

/** Takes it away. @returns what it was, once */
export async function takeArtifact(
  db: Queryable,
  tenant: TenantId,
  { kind, hash }: ArtifactKey,
): Promise<ArtifactRow | undefined> {
  const rows = await db.query<ArtifactRow>(
    `delete from wardbook.oauth_artifact where tenant = $1 and kind = $2 and id_hash = $3
     returning client, grant_id, scopes, until, consumed_at, sealed`,
    [tenant, kind, hash],
  );
  return rows[0];
}

export async function deleteArtifactsOfGrant(
  db: Queryable,
  tenant: TenantId,
  grantId: string,
  kind?: string,
): Promise<void> {
  await db.query(
    "delete from wardbook.oauth_artifact where tenant = $1 and grant_id = $2 and ($3::text is null or kind = $3)",
    [tenant, grantId, kind ?? null],
  );
}

export async function deleteArtifactsOfClient(tx: Transaction, tenant: TenantId, client: string): Promise<void> {
  await tx.query("delete from wardbook.oauth_artifact where tenant = $1 and client = $2", [tenant, client]);
}

/** Forgets what has lapsed anyway. */
export async function sweepArtifacts(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query("delete from wardbook.oauth_artifact where tenant = $1 and until < $2", [tenant, now]);
}
