import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { RoleName } from "../access/index.ts";

export interface SessionRow {
  readonly person: PersonId;
  readonly began_at: number;
  readonly seen_at: number;
  readonly role: RoleName;
  readonly sealed_profile: Buffer;
}

export async function insertSession(
  tx: Transaction,
  tenant: TenantId,
  row: { readonly sessionHash: Buffer; readonly person: PersonId; readonly now: number },
): Promise<void> {
  await tx.query(
    "insert into wardbook.session (tenant, session_hash, person, began_at, seen_at) values ($1, $2, $3, $4, $4)",
    [tenant, row.sessionHash, row.person, row.now],
  );
}

/** The session with its person as they are now; none when the person has ended. */
export async function readSession(
  db: Queryable,
  tenant: TenantId,
  sessionHash: Buffer,
): Promise<SessionRow | undefined> {
  const rows = await db.query<SessionRow>(
    `select s.person, s.began_at, s.seen_at, p.role, p.sealed_profile
     from wardbook.session s join wardbook.person p on p.tenant = s.tenant and p.person = s.person
     where s.tenant = $1 and s.session_hash = $2 and p.state <> 'ended'`,
    [tenant, sessionHash],
    "identity-read-session",
  );
  return rows[0];
}

export async function touchSession(
  db: Queryable,
  tenant: TenantId,
  sessionHash: Buffer,
  seenAt: number,
): Promise<void> {
  await db.query("update wardbook.session set seen_at = $3 where tenant = $1 and session_hash = $2 and seen_at < $3", [
    tenant,
    sessionHash,
    seenAt,
  ]);
}

/** @returns whether there was one. */
export async function deleteSession(tx: Transaction, tenant: TenantId, sessionHash: Buffer): Promise<boolean> {
  const rows = await tx.query("delete from wardbook.session where tenant = $1 and session_hash = $2 returning 1", [
    tenant,
    sessionHash,
  ]);
  return rows.length === 1;
}

export async function deleteSessionsOf(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await tx.query("delete from wardbook.session where tenant = $1 and person = $2", [tenant, person]);
}

/** Forgets sessions that are over anyway. */
export async function sweepSessions(
  tx: Transaction,
  tenant: TenantId,
  oldest: { readonly seenAt: number; readonly beganAt: number },
): Promise<void> {
  await tx.query("delete from wardbook.session where tenant = $1 and (seen_at < $2 or began_at < $3)", [
    tenant,
    oldest.seenAt,
    oldest.beganAt,
  ]);
}
