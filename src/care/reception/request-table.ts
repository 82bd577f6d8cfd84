import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

/** Notes that something was sent. @returns false where it was noted before */
export async function noteRequest(tx: Queryable, tenant: TenantId, request: Buffer, day: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into wardbook.public_request (tenant, day, request) values ($1, $2, $3)
     on conflict (tenant, request) do nothing returning 1`,
    [tenant, day, request],
    "reception-note-request",
  );
  return rows.length === 1;
}

export async function isRequestNoted(db: Queryable, tenant: TenantId, request: Buffer): Promise<boolean> {
  const rows = await db.query(
    "select 1 from wardbook.public_request where tenant = $1 and request = $2",
    [tenant, request],
    "reception-is-request-noted",
  );
  return rows.length === 1;
}

/** Lets go of what was sent before a day. */
export async function forgetRequests(db: Queryable, tenant: TenantId, day: number): Promise<void> {
  await db.query(
    "delete from wardbook.public_request where tenant = $1 and day < $2",
    [tenant, day],
    "reception-forget-requests",
  );
}
