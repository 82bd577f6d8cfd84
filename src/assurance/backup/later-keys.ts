import type { Queryable } from "../../foundation/platform/database/index.ts";
import { BackupError } from "./backup-error.ts";
import { type CatalogueTable, readCatalogue } from "./catalogue-table.ts";
import type { Manifest } from "./manifest.ts";
import { type OpenChain, archivesWith, readSegments } from "./read-archive.ts";
import type { Segment } from "./segment.ts";
import { isGrowing, ofNewestKeys, tableKinds } from "./table-kinds.ts";
import { putRows } from "./write-rows-table.ts";

// Data of long ago open with keys of today, and tables of keys may have columns since that the data's schema hasn't. So rows of keys are put twice: into
// the schema of the data, as far as it has their columns, and once more, whole, when the schema has become that of the keys.

/** Rows of keys in a schema that is newer than the data's. */
interface LaterKeys {
  readonly migrations: Manifest["migrations"];
  /** Oldest first. */
  readonly segments: readonly Segment[];
}

/** What the schema here has of a row of keys. */
export function knownColumns(segment: Segment, { columns }: CatalogueTable): Segment {
  const known = new Set(columns.map(({ name }) => name));
  const places = segment.columns.flatMap(({ name }, index) => (known.has(name) ? [index] : []));
  return {
    table: segment.table,
    columns: segment.columns.filter((_, index) => places.includes(index)),
    values: segment.values.filter((_, index) => places.includes(index)),
  };
}

/** Reads what is to be put once more. They are held until the data are committed, because what is wrong with a file must be known before.
 *  @param chains of keys, the newest last @param of the data
 *  @returns undefined where no keys are of a newer schema @throws BackupError */
export async function readLaterKeys(chains: readonly OpenChain[], of: Manifest): Promise<LaterKeys | undefined> {
  const later = chains.filter((chain) => (chain.at(-1)?.manifest.migrations.length ?? 0) > of.migrations.length);
  const migrations = later.at(-1)?.at(-1)?.manifest.migrations;
  if (migrations === undefined) return undefined;
  const segments: Segment[] = [];
  for (const chain of later) {
    // Of keys that are newer than those that open the data, what was destroyed or removed is all that counts.
    const isOnlyNewer = chain !== chains[0];
    const tables = new Set(chain.flatMap(({ manifest }) => manifest.segments.map(({ table }) => table)));
    for (const table of tables) {
      if (isOnlyNewer && !ofNewestKeys.has(table)) continue;
      const kind = tableKinds[table];
      for (const archive of archivesWith(chain, table, kind !== undefined && isGrowing(kind)).toReversed())
        for await (const segment of readSegments(archive, table)) segments.push(segment);
    }
  }
  return { migrations, segments };
}

/** In the schema that they are of. @throws BackupError `backup/unknown-format` where it hasn't their columns either */
export async function putLaterKeys(db: Queryable, { segments }: LaterKeys): Promise<void> {
  const catalogue = await readCatalogue(db);
  for (const segment of segments) {
    const table = catalogue.find((one) => one.table === segment.table);
    if (table === undefined || knownColumns(segment, table).columns.length < segment.columns.length)
      throw new BackupError("backup/unknown-format", `the keys' schema isn't this program's: ${segment.table}`);
    await putRows(db, table, segment, "is replaced");
  }
}
