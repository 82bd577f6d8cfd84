import type { Queryable } from "../../foundation/platform/database/index.ts";

/** Where a backup ends, for a tail to begin there. */
export interface Reach {
  /** Rows of before this moment lie in it, but for those that commit very late; microseconds since 1970. */
  readonly from: number;
  /** Entries that each organisation's ledger had. */
  readonly sizes: Readonly<Record<string, number>>;
}

/** Rows of a table, aliased r: what follows "from", and what must hold. */
export interface RowSource {
  readonly from: string;
  readonly where: string;
}

/** What a process numbers it commits within seconds. What takes longer is in the next increment. */
const lateMicroseconds = 120_000_000;

/** @param at the backup's moment; milliseconds since 1970 */
export async function readReach(db: Queryable, at: number): Promise<Reach> {
  const rows = await db.query<{ tenant: number; size: number }>(
    `select t.tenant, coalesce((select max(c.size) from wardbook.ledger_checkpoint c where c.tenant = t.tenant), 0) as size
     from wardbook.tenant t`,
  );
  return { from: at * 1000 - lateMicroseconds, sizes: Object.fromEntries(rows.map((row) => [row.tenant, row.size])) };
}

/** New rows of a table that grows, by an index. Ledgers grow in one transaction after the other, so what is beyond their size then is all that is new;
 *  entries that got their place since go with it, however old they are. Of others all that was numbered lately, as far as it was committed since.
 *  @param changed what holds for rows that were written since
 *  @returns undefined for a table that must be looked through */
export function tailSources(table: string, { from, sizes }: Reach, changed: string): readonly RowSource[] | undefined {
  const moment = Math.floor(from);
  const known = Object.entries(sizes).map(([tenant, size]) => `(${Number(tenant)}, ${Number(size)}::int8)`);
  const ledgers = `(select t.tenant, coalesce(k.size, 0) as size from wardbook.tenant t
    left join (values ${["(-1, 0::int8)", ...known].join(", ")}) k (tenant, size) on k.tenant = t.tenant) s`;
  switch (table) {
    case "record_version":
      return [
        {
          from: `wardbook.tenant t join wardbook.record_version r on r.tenant = t.tenant and r.position >= ${moment}`,
          where: changed,
        },
      ];
    case "ledger_batch":
      return [
        {
          from: `wardbook.tenant t join wardbook.ledger_batch r on r.tenant = t.tenant and r.batch >= ${moment}`,
          where: changed,
        },
        {
          from: `${ledgers} join wardbook.ledger_sequence p on p.tenant = s.tenant and p.first_index >= s.size
            join wardbook.ledger_batch r on r.tenant = p.tenant and r.batch = p.batch`,
          where: `r.batch < ${moment}`,
        },
      ];
    case "ledger_sequence":
      return [
        {
          from: `${ledgers} join wardbook.ledger_sequence r on r.tenant = s.tenant and r.first_index >= s.size`,
          where: "true",
        },
      ];
    case "ledger_checkpoint":
      return [
        {
          from: `${ledgers} join wardbook.ledger_checkpoint r on r.tenant = s.tenant and r.size > s.size`,
          where: "true",
        },
      ];
    case "ledger_node":
      return [
        {
          from: `${ledgers} cross join generate_series(1, 6) l
            join wardbook.ledger_node r on r.tenant = s.tenant and r.level = l and r.index >= s.size >> (8 * l)`,
          where: "true",
        },
      ];
    default:
      return undefined;
  }
}
