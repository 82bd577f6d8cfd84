import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

/** Deletes what is kept about a person's account beside its credentials and sessions: places and attempts of its user name, ways back into it,
 *  apps that it let in, and whom it is at the organisation's own provider. */
export async function deleteTraces(
  tx: Transaction,
  tenant: TenantId,
  { person, username_token: token }: { readonly person: PersonId; readonly username_token: Buffer },
): Promise<void> {
  for (const table of ["familiar_source", "attempt_lock", "failed_sign_in"])
    await tx.query(`delete from wardbook.${table} where tenant = $1 and subject = $2`, [tenant, token]);
  await tx.query(
    `delete from wardbook.oauth_artifact a using wardbook.app_grant g
     where a.tenant = $1 and g.tenant = $1 and g.person = $2 and a.grant_id = g.grant_id`,
    [tenant, person],
  );
  for (const table of ["app_grant", "federated_link", "recovery"])
    await tx.query(`delete from wardbook.${table} where tenant = $1 and person = $2`, [tenant, person]);
}

export interface EmptiedRow {
  readonly person: PersonId;
  readonly username_token: Buffer;
  readonly sealed_profile: Buffer;
  readonly ended_at: number;
  readonly removed_at: number;
}

/** Leaves of an account its id, its role, and when it began and ended. */
export async function emptyPerson(tx: Transaction, tenant: TenantId, row: EmptiedRow): Promise<void> {
  await tx.query(
    `update wardbook.person set username_token = $3, sealed_profile = $4, state = 'ended', credential_epoch = credential_epoch + 1,
       last_sign_in_at = null, ended_at = $5, removed_at = $6 where tenant = $1 and person = $2`,
    [tenant, row.person, row.username_token, row.sealed_profile, row.ended_at, row.removed_at],
  );
}

export async function noteRemoval(tx: Transaction, tenant: TenantId, person: PersonId, at: number): Promise<void> {
  await tx.query(
    "insert into wardbook.account_removal (tenant, person, at) values ($1, $2, $3) on conflict (tenant, person) do nothing",
    [tenant, person, at],
  );
}

/** Accounts that were removed once and are there: an older backup was restored. */
export async function removedAndBack(db: Queryable, tenant: TenantId): Promise<readonly PersonId[]> {
  const rows = await db.query<{ person: PersonId }>(
    `select p.person from wardbook.person p join wardbook.account_removal r using (tenant, person)
     where p.tenant = $1 and p.removed_at is null order by p.person`,
    [tenant],
  );
  return rows.map(({ person }) => person);
}
