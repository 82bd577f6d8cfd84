import type { TenantId } from "../../foundation/kernel/index.ts";
import { type Queryable, int4Array, int8ArrayOfBytes } from "../../foundation/platform/database/index.ts";
import { LedgerError, leafHashesOf } from "../../custody/ledger/index.ts";
import { BackupError } from "./backup-error.ts";
import { columnOf, valuesIn } from "./gather-rows.ts";
import type { GatheredSegment, Segment } from "./segment.ts";

// A third of what a ledger takes is hashes of entries that lie beside them. Where one can be made again, an archive has nothing in its place.
const table = "ledger_sequence";

/** What is read of a row r besides its columns, for `leaveOutLeafHashes`; in SQL. */
export function besidesOf(named: string): readonly string[] {
  if (named !== table) return [];
  return ["(select b.entries from wardbook.ledger_batch b where b.tenant = r.tenant and b.batch = r.batch)"];
}

/** Leaves out what `makeLeafHashes` makes again, byte by byte. What it would make otherwise (of entries that are pruned, or that somebody
 *  altered) stays. @param segment has values of what `besidesOf` says after those of its columns */
export function leaveOutLeafHashes(segment: GatheredSegment): GatheredSegment {
  if (segment.table !== table) return segment;
  const { columns } = segment;
  const valuesOf = (place: number) => valuesIn(segment.values[place]);
  const [tenants, batches, hashes] = ["tenant", "batch", "leaf_hashes"].map((name) => valuesOf(placeOf(segment, name)));
  const entries = valuesOf(columns.length);
  const kept = (hashes ?? []).map((lying, row) => {
    const [tenant, batch, lists] = [tenants?.[row], batches?.[row], entries[row]];
    if (tenant === undefined || batch === undefined || lists === undefined) return lying;
    const made = hashesOf(tenant.readInt32BE(0) as TenantId, Number(batch.readBigInt64BE(0)), lists);
    return lying !== undefined && made?.equals(lying) === true ? undefined : lying;
  });
  const values = segment.values.slice(0, columns.length).with(placeOf(segment, "leaf_hashes"), columnOf(kept));
  return { ...segment, values };
}

function placeOf({ columns }: Pick<Segment, "columns">, wanted: string): number {
  return columns.findIndex(({ name }) => name === wanted);
}

/** @param db has the entries already @throws BackupError `backup/wrong-count` where it lacks one */
export async function makeLeafHashes(db: Queryable, segment: Segment): Promise<Segment> {
  if (segment.table !== table) return segment;
  const made = await leafHashesIn(db, segment);
  return withLeafHashes(segment, (hashes, row) => {
    const found = hashes ?? made[row];
    if (found !== undefined) return found;
    throw new BackupError("backup/wrong-count", `${table} has a place for entries that ledger_batch lacks`);
  });
}

type Column = Segment["values"][number];

function withLeafHashes(
  segment: Segment,
  replace: (hashes: Buffer | undefined, row: number) => Buffer | undefined,
): Segment {
  const place = placeOf(segment, "leaf_hashes");
  return {
    ...segment,
    values: segment.values.map((column, index) => (index === place ? column.map(replace) : column)),
  };
}

/** As the entries that lie there say; undefined where none do. In the order of the segment's rows. */
async function leafHashesIn(db: Queryable, segment: Segment): Promise<(Buffer | undefined)[]> {
  const column = (wanted: string): Column => segment.values[placeOf(segment, wanted)] ?? [];
  const tenants = column("tenant").map((value) => value?.readInt32BE(0) ?? 0);
  const batches = column("batch").flatMap((value) => value ?? []);
  const rows = await db.query<{ row: number; tenant: TenantId; batch: number; entries: Buffer }>(
    `select w.row::int4 as "row", b.tenant, b.batch, b.entries
     from unnest($1::int4[], $2::int8[]) with ordinality w (tenant, batch, row)
     join wardbook.ledger_batch b on b.tenant = w.tenant and b.batch = w.batch`,
    [int4Array(tenants), int8ArrayOfBytes(Buffer.concat(batches))],
  );
  const made: (Buffer | undefined)[] = tenants.map(() => undefined);
  for (const { row, tenant, batch, entries } of rows) made[row - 1] = hashesOf(tenant, batch, entries);
  return made;
}

/** @returns undefined for what is no list of entries */
function hashesOf(tenant: TenantId, batch: number, entries: Buffer): Buffer | undefined {
  try {
    return Buffer.concat(leafHashesOf(tenant, batch, entries));
  } catch (error) {
    if (error instanceof LedgerError) return undefined;
    throw error;
  }
}
