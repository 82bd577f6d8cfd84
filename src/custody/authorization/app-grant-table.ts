import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { OpenSessions } from "./open-sessions.ts";

export interface AppGrantRow {
  readonly grant_id: string;
  readonly client: string;
  readonly person: PersonId;
  readonly session: string | null;
  readonly given_at: number;
  readonly used_at: number;
  readonly until: number;
  readonly sealed: Buffer;
}

const columns = "grant_id, client, person, session, given_at, used_at, until, sealed";

const holdsWithSession = (seenAfter: string, beganAfter: string) =>
  `(session is null or exists (select from wardbook.session s where s.tenant = g.tenant and s.session = g.session
     and s.seen_at > ${seenAfter} and s.began_at > ${beganAfter}))`;

export async function insertAppGrant(tx: Transaction, tenant: TenantId, row: AppGrantRow): Promise<void> {
  await tx.query(
    `insert into wardbook.app_grant (tenant, grant_id, client, person, session, given_at, used_at, until, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [tenant, row.grant_id, row.client, row.person, row.session, row.given_at, row.used_at, row.until, row.sealed],
  );
}

/** None when the session with which it ends is gone or over. */
export async function readAppGrant(
  db: Queryable,
  tenant: TenantId,
  grantId: string,
  { seenAfter, beganAfter }: OpenSessions,
): Promise<AppGrantRow | undefined> {
  const rows = await db.query<AppGrantRow>(
    `select ${columns} from wardbook.app_grant g where tenant = $1 and grant_id = $2 and ${holdsWithSession("$3", "$4")}`,
    [tenant, grantId, seenAfter, beganAfter],
    "authorization-read-app-grant",
  );
  return rows[0];
}

/** Of one person, newest first. */
export function readAppGrantsOf(
  db: Queryable,
  tenant: TenantId,
  { person, now, seenAfter, beganAfter }: OpenSessions & { readonly person: PersonId; readonly now: number },
): Promise<AppGrantRow[]> {
  return db.query(
    `select ${columns} from wardbook.app_grant g where tenant = $1 and person = $2 and until > $3
       and ${holdsWithSession("$4", "$5")} order by given_at desc`,
    [tenant, person, now, seenAfter, beganAfter],
  );
}

/** Of everybody, those that end with no session; oldest first. */
export function readStandingAppGrants(db: Queryable, tenant: TenantId, now: number): Promise<AppGrantRow[]> {
  return db.query(
    `select ${columns} from wardbook.app_grant where tenant = $1 and session is null and until > $2 order by given_at, grant_id`,
    [tenant, now],
  );
}

export async function noteAppGrantUse(db: Queryable, tenant: TenantId, grantId: string, at: number): Promise<void> {
  await db.query("update wardbook.app_grant set used_at = $3 where tenant = $1 and grant_id = $2", [
    tenant,
    grantId,
    at,
  ]);
}

/** @returns the row that is gone now */
export async function deleteAppGrant(
  db: Queryable,
  tenant: TenantId,
  grantId: string,
): Promise<AppGrantRow | undefined> {
  const rows = await db.query<AppGrantRow>(
    `delete from wardbook.app_grant where tenant = $1 and grant_id = $2 returning ${columns}`,
    [tenant, grantId],
  );
  return rows[0];
}

export async function deleteAppGrantsOfClient(tx: Transaction, tenant: TenantId, client: string): Promise<void> {
  await tx.query("delete from wardbook.app_grant where tenant = $1 and client = $2", [tenant, client]);
}

export async function sweepAppGrants(tx: Transaction, tenant: TenantId, now: number): Promise<void> {
  await tx.query("delete from wardbook.app_grant where tenant = $1 and until < $2", [tenant, now]);
}

/** Forgets what this one replaces: grants of the same person and app that no code or token lives from. */
export async function deleteIdleAppGrants(
  tx: Transaction,
  tenant: TenantId,
  { person, client, now }: { readonly person: PersonId; readonly client: string; readonly now: number },
): Promise<void> {
  await tx.query(
    `delete from wardbook.app_grant g where tenant = $1 and person = $2 and client = $3 and not exists (
       select from wardbook.oauth_artifact a where a.tenant = g.tenant and a.grant_id = g.grant_id and a.until > $4)`,
    [tenant, person, client, now],
  );
}
