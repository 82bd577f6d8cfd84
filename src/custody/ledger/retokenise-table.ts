import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, int4Array, int8Array, int8ArrayOfBytes } from "../../foundation/platform/database/index.ts";

export function batchesAfter(
  db: Queryable,
  tenant: TenantId,
  after: number,
  limit: number,
): Promise<{ readonly batch: number; readonly entries: Buffer }[]> {
  return db.query(
    "select batch, entries from wardbook.ledger_batch where tenant = $1 and batch > $2 order by batch limit $3",
    [tenant, after, limit],
  );
}

export async function countBatches(db: Queryable, tenant: TenantId): Promise<number> {
  const rows = await db.query<{ count: number }>(
    "select count(*) as count from wardbook.ledger_batch where tenant = $1",
    [tenant],
  );
  return rows[0]?.count ?? 0;
}

/** A statement of the schema's owner: to everybody else the ledger's rows are immutable. The tokens are no part of what is signed.
 *  @param tokens 8 bytes each */
export async function replaceTokens(
  db: Queryable,
  tenant: TenantId,
  batches: readonly { readonly batch: number; readonly tokens: Buffer }[],
): Promise<void> {
  const first: number[] = [];
  const last: number[] = [];
  let count = 0;
  for (const { tokens } of batches) {
    first.push(count + 1);
    count += tokens.length / 8;
    last.push(count);
  }
  await db.query(
    `update wardbook.ledger_batch b set tokens = ($5::int8[])[n.first_token:n.last_token]
     from unnest($2::int8[], $3::int4[], $4::int4[]) as n (batch, first_token, last_token)
     where b.tenant = $1 and b.batch = n.batch`,
    [
      tenant,
      int8Array(batches.map(({ batch }) => batch)),
      int4Array(first),
      int4Array(last),
      int8ArrayOfBytes(Buffer.concat(batches.map(({ tokens }) => tokens))),
    ],
  );
}
