import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";
import type { RoleId } from "../../access/index.ts";
import type { Standing } from "./lifecycle.ts";

export interface PersonRow {
  readonly person: PersonId;
  readonly username_token: Buffer;
  readonly sealed_profile: Buffer;
  readonly role: RoleId;
  readonly state: Standing;
  readonly credential_epoch: number;
  readonly last_sign_in_at: number | null;
  readonly added_at: number;
  /** Since when nobody comes in with it; null while somebody may. */
  readonly ended_at: number | null;
  /** When what it held was destroyed. */
  readonly removed_at: number | null;
}

const columns =
  "person, username_token, sealed_profile, role, state, credential_epoch, last_sign_in_at, added_at, ended_at, removed_at";

/** @throws DatabaseError `database/unique-violation` when the user name is taken */
export async function insertPerson(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<PersonRow, "person" | "username_token" | "sealed_profile" | "role" | "state" | "added_at">,
): Promise<void> {
  await tx.query(
    `insert into wardbook.person (tenant, person, username_token, sealed_profile, role, state, added_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, row.person, row.username_token, row.sealed_profile, row.role, row.state, row.added_at],
  );
}

export function readPeople(db: Queryable, tenant: TenantId): Promise<PersonRow[]> {
  return db.query(`select ${columns} from wardbook.person where tenant = $1 order by added_at, person`, [tenant]);
}

export async function readPerson(db: Queryable, tenant: TenantId, person: PersonId): Promise<PersonRow | undefined> {
  return (
    await db.query<PersonRow>(`select ${columns} from wardbook.person where tenant = $1 and person = $2`, [
      tenant,
      person,
    ])
  )[0];
}

/** The person, held for this transaction. */
export async function holdPerson(tx: Transaction, tenant: TenantId, person: PersonId): Promise<PersonRow | undefined> {
  const rows = await tx.query<PersonRow>(
    `select ${columns} from wardbook.person where tenant = $1 and person = $2 for update`,
    [tenant, person],
  );
  return rows[0];
}

/** Two people, held for this transaction: whoever holds the same two waits, whichever comes first. */
export async function holdPeople(
  tx: Transaction,
  tenant: TenantId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, PersonRow>> {
  const rows = await tx.query<PersonRow>(
    `select ${columns} from wardbook.person where tenant = $1 and person = any($2::uuid[]) order by person for update`,
    [tenant, people],
  );
  return new Map(rows.map((row) => [row.person, row]));
}

export async function readPersonByToken(
  db: Queryable,
  tenant: TenantId,
  usernameToken: Buffer,
): Promise<PersonRow | undefined> {
  const rows = await db.query<PersonRow>(
    `select ${columns} from wardbook.person where tenant = $1 and username_token = $2`,
    [tenant, usernameToken],
  );
  return rows[0];
}

/** Stores what may change of a person. */
export async function storePerson(
  tx: Transaction,
  tenant: TenantId,
  row: Omit<PersonRow, "username_token" | "added_at" | "removed_at">,
): Promise<void> {
  await tx.query(
    `update wardbook.person set sealed_profile = $3, role = $4, state = $5, credential_epoch = $6, last_sign_in_at = $7, ended_at = $8
     where tenant = $1 and person = $2`,
    [
      tenant,
      row.person,
      row.sealed_profile,
      row.role,
      row.state,
      row.credential_epoch,
      row.last_sign_in_at,
      row.ended_at,
    ],
  );
}

/** How many people who may sign in hold each role. */
export function countRoles(db: Queryable, tenant: TenantId): Promise<{ role: RoleId; people: number }[]> {
  return db.query(
    "select role, count(*) as people from wardbook.person where tenant = $1 and state <> 'ended' group by role",
    [tenant],
  );
}
