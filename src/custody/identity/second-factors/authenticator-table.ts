import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

export type AuthenticatorKind = "passkey" | "totp";

export interface AuthenticatorRow {
  readonly authenticator: string;
  readonly person: PersonId;
  readonly kind: AuthenticatorKind;
  readonly sealed: Buffer;
  readonly sealed_name: Buffer | null;
  readonly counter: number;
  readonly added_at: number;
  readonly last_used_at: number | null;
}

const columns = "authenticator, person, kind, sealed, sealed_name, counter, added_at, last_used_at";

export function readAuthenticators(db: Queryable, tenant: TenantId, person: PersonId): Promise<AuthenticatorRow[]> {
  return db.query(
    `select ${columns} from wardbook.authenticator where tenant = $1 and person = $2 order by added_at, authenticator`,
    [tenant, person],
  );
}

/** The passkey of a blind credential id, whoever's it is. */
export async function readPasskey(
  db: Queryable,
  tenant: TenantId,
  token: Buffer,
): Promise<AuthenticatorRow | undefined> {
  const rows = await db.query<AuthenticatorRow>(
    `select ${columns} from wardbook.authenticator where tenant = $1 and token = $2 and kind = 'passkey'`,
    [tenant, token],
  );
  return rows[0];
}

/** @throws DatabaseError `database/unique-violation` when the passkey is somebody's already */
export async function insertAuthenticator(
  tx: Transaction,
  tenant: TenantId,
  row: Pick<AuthenticatorRow, "authenticator" | "person" | "kind" | "sealed" | "counter" | "added_at"> & {
    readonly sealed_name: Buffer | null;
    readonly token: Buffer | null;
  },
): Promise<void> {
  await tx.query(
    `insert into wardbook.authenticator (tenant, authenticator, person, kind, token, sealed, sealed_name, counter, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tenant,
      row.authenticator,
      row.person,
      row.kind,
      row.token,
      row.sealed,
      row.sealed_name,
      row.counter,
      row.added_at,
    ],
  );
}

/** Takes a passkey's signature counter; false when it didn't rise: two devices then hold one key. Authenticators that don't
 *  count say 0 always. */
export async function takeCounter(
  tx: Transaction,
  tenant: TenantId,
  use: { readonly authenticator: string; readonly counter: number; readonly now: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.authenticator set counter = $3, last_used_at = $4
     where tenant = $1 and authenticator = $2 and kind = 'passkey' and (counter < $3 or (counter = 0 and $3 = 0)) returning 1`,
    [tenant, use.authenticator, use.counter, use.now],
  );
  return rows.length === 1;
}

/** Takes a time step's code; false when this step or a later one was taken before. */
export async function takeStep(
  tx: Transaction,
  tenant: TenantId,
  use: { readonly authenticator: string; readonly step: number; readonly now: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.authenticator set counter = $3, last_used_at = $4
     where tenant = $1 and authenticator = $2 and kind = 'totp' and counter < $3 returning 1`,
    [tenant, use.authenticator, use.step, use.now],
  );
  return rows.length === 1;
}

/** @returns whether this person has it */
export async function renameAuthenticator(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  authenticator: string,
  sealedName: Buffer,
): Promise<boolean> {
  const rows = await tx.query(
    "update wardbook.authenticator set sealed_name = $4 where tenant = $1 and person = $2 and authenticator = $3 returning 1",
    [owner.tenant, owner.person, authenticator, sealedName],
  );
  return rows.length === 1;
}

export async function deleteAuthenticator(
  tx: Transaction,
  owner: { readonly tenant: TenantId; readonly person: PersonId },
  authenticator: string,
): Promise<void> {
  await tx.query("delete from wardbook.authenticator where tenant = $1 and person = $2 and authenticator = $3", [
    owner.tenant,
    owner.person,
    authenticator,
  ]);
}

export async function deleteAuthenticatorsOf(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await tx.query("delete from wardbook.authenticator where tenant = $1 and person = $2", [tenant, person]);
}

/** How many each person has. */
export function countAuthenticators(
  db: Queryable,
  tenant: TenantId,
): Promise<{ person: PersonId; authenticators: number }[]> {
  return db.query(
    "select person, count(*) as authenticators from wardbook.authenticator where tenant = $1 group by person",
    [tenant],
  );
}
