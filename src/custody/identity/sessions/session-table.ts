import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { Purpose, RoleId } from "../../access/index.ts";

/** How the person of a session last proved themselves. */
export type ProvenBy = "passkey" | "password" | "federation" | "demonstration";

export interface SessionRow {
  /** Names it in lists; stays when the cookie changes. */
  readonly session: string;
  readonly person: PersonId;
  readonly began_at: number;
  readonly seen_at: number;
  readonly proven_at: number;
  readonly proven_by: ProvenBy;
  readonly purpose: Purpose | null;
}

export interface SessionWithPerson extends SessionRow {
  readonly role: RoleId;
  readonly sealed_profile: Buffer;
}

export interface ListedSession extends SessionRow {
  readonly sealed: Buffer | null;
  readonly sealed_profile: Buffer;
}

const columns = "s.session, s.person, s.began_at, s.seen_at, s.proven_at, s.proven_by, s.purpose";

export async function insertSession(
  tx: Transaction,
  tenant: TenantId,
  row: {
    readonly sessionHash: Buffer;
    readonly session: string;
    readonly person: PersonId;
    readonly provenBy: ProvenBy;
    readonly sealed: Buffer;
    readonly now: number;
  },
): Promise<void> {
  await tx.query(
    `insert into wardbook.session (tenant, session_hash, session, person, began_at, seen_at, proven_at, proven_by, sealed)
     values ($1, $2, $3, $4, $5, $5, $5, $6, $7)`,
    [tenant, row.sessionHash, row.session, row.person, row.now, row.provenBy, row.sealed],
  );
}

/** The session with its person as they are now; none when the person has ended. */
export async function readSession(
  db: Queryable,
  tenant: TenantId,
  sessionHash: Buffer,
): Promise<SessionWithPerson | undefined> {
  const rows = await db.query<SessionWithPerson>(
    `select ${columns}, p.role, p.sealed_profile
     from wardbook.session s join wardbook.person p on p.tenant = s.tenant and p.person = s.person
     where s.tenant = $1 and s.session_hash = $2 and p.state <> 'ended'`,
    [tenant, sessionHash],
    "identity-read-session",
  );
  return rows[0];
}

/** Sessions that hold now, newest activity first: everybody's, or one person's. */
export function readSessions(
  db: Queryable,
  tenant: TenantId,
  of: { readonly person?: PersonId | undefined; readonly seenAfter: number; readonly beganAfter: number },
): Promise<ListedSession[]> {
  return db.query<ListedSession>(
    `select ${columns}, s.sealed, p.sealed_profile
     from wardbook.session s join wardbook.person p on p.tenant = s.tenant and p.person = s.person
     where s.tenant = $1 and ($2::uuid is null or s.person = $2) and s.seen_at > $3 and s.began_at > $4 and p.state <> 'ended'
     order by s.seen_at desc, s.session limit 1000`,
    [tenant, of.person ?? null, of.seenAfter, of.beganAfter],
  );
}

/** The session, held for this transaction. */
export async function holdSession(
  tx: Transaction,
  tenant: TenantId,
  session: string,
): Promise<{ readonly person: PersonId; readonly sealed: Buffer | null } | undefined> {
  const rows = await tx.query<{ person: PersonId; sealed: Buffer | null }>(
    "select person, sealed from wardbook.session where tenant = $1 and session = $2 for update",
    [tenant, session],
  );
  return rows[0];
}

export async function storeSessionDetails(
  tx: Transaction,
  tenant: TenantId,
  session: string,
  sealed: Buffer,
): Promise<void> {
  await tx.query("update wardbook.session set sealed = $3 where tenant = $1 and session = $2", [
    tenant,
    session,
    sealed,
  ]);
}

/** Puts a new cookie in place of the old one, and what changed with it. @returns whether the old one still opened the session */
export async function replaceCookie(
  tx: Transaction,
  tenant: TenantId,
  change: {
    readonly oldHash: Buffer;
    readonly newHash: Buffer;
    readonly proven?: { readonly at: number; readonly by: ProvenBy } | undefined;
    readonly purpose?: Purpose | undefined;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.session set session_hash = $3, proven_at = coalesce($4, proven_at), proven_by = coalesce($5, proven_by),
       purpose = coalesce($6, purpose) where tenant = $1 and session_hash = $2 returning 1`,
    [
      tenant,
      change.oldHash,
      change.newHash,
      change.proven?.at ?? null,
      change.proven?.by ?? null,
      change.purpose ?? null,
    ],
  );
  return rows.length === 1;
}

/** Makes a person's sessions prove themselves again before the next sensitive act, and act for what their role does first. */
export async function unproveSessionsOf(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await tx.query("update wardbook.session set proven_at = 0, purpose = null where tenant = $1 and person = $2", [
    tenant,
    person,
  ]);
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

export async function deleteSessionNamed(tx: Transaction, tenant: TenantId, session: string): Promise<void> {
  await tx.query("delete from wardbook.session where tenant = $1 and session = $2", [tenant, session]);
}

/** @returns how many there were. */
export async function deleteSessionsOf(
  tx: Transaction,
  tenant: TenantId,
  person: PersonId,
  except?: string,
): Promise<number> {
  const rows = await tx.query(
    "delete from wardbook.session where tenant = $1 and person = $2 and ($3::uuid is null or session <> $3) returning 1",
    [tenant, person, except ?? null],
  );
  return rows.length;
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
