import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable, Transaction } from "../../../foundation/platform/database/index.ts";

interface Owner {
  readonly tenant: TenantId;
  readonly person: PersonId;
}

export async function countUnusedCodes(db: Queryable, { tenant, person }: Owner): Promise<number> {
  const rows = await db.query<{ unused: number }>(
    "select count(*) as unused from wardbook.recovery_code where tenant = $1 and person = $2 and used_at is null",
    [tenant, person],
  );
  return rows[0]?.unused ?? 0;
}

export async function hasUnusedCode(db: Queryable, { tenant, person }: Owner, hash: Buffer): Promise<boolean> {
  const rows = await db.query(
    "select 1 from wardbook.recovery_code where tenant = $1 and person = $2 and code_hash = $3 and used_at is null",
    [tenant, person, hash],
  );
  return rows.length === 1;
}

/** Puts new codes in place of all former ones. */
export async function replaceCodes(
  tx: Transaction,
  { tenant, person }: Owner,
  hashes: readonly Buffer[],
): Promise<void> {
  await deleteCodes(tx, { tenant, person });
  for (const hash of hashes)
    await tx.query("insert into wardbook.recovery_code (tenant, person, code_hash) values ($1, $2, $3)", [
      tenant,
      person,
      hash,
    ]);
}

/** Uses a code up; false when there is none or it was used. */
export async function takeCode(
  tx: Transaction,
  { tenant, person }: Owner,
  use: { readonly hash: Buffer; readonly now: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update wardbook.recovery_code set used_at = $4
     where tenant = $1 and person = $2 and code_hash = $3 and used_at is null returning 1`,
    [tenant, person, use.hash, use.now],
  );
  return rows.length === 1;
}

export async function deleteCodes(tx: Transaction, { tenant, person }: Owner): Promise<void> {
  await tx.query("delete from wardbook.recovery_code where tenant = $1 and person = $2", [tenant, person]);
}
