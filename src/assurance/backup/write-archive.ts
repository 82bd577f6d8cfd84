import type { AeadKey } from "../../foundation/crypto/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import type { CatalogueTable } from "./catalogue-table.ts";
import { leaveOutLeafHashes } from "./leaf-hashes-table.ts";
import { type SegmentFile, hashOf } from "./manifest.ts";
import { putSegment } from "./put-segment.ts";
import { countRows, readRows } from "./read-rows-table.ts";
import { packSegment, splitRow } from "./segment.ts";
import { isGrowing, sideOf, tableKinds } from "./table-kinds.ts";
import type { ArchiveSide } from "./table-kinds.ts";

/** Large enough to pack well, small enough to hold several of them. */
const segmentBytes = 4 * 1024 * 1024;

export interface ArchiveToWrite {
  readonly store: ArchiveStore;
  readonly backup: string;
  readonly side: ArchiveSide;
  readonly key: AeadKey;
  readonly tables: readonly CatalogueTable[];
  /** What an increment starts from; undefined for a full archive. */
  readonly since: { readonly fromXid: number; readonly nextXid: number } | undefined;
  /** Whether files of an earlier attempt lie there: those that say the same stay. */
  readonly goesOn: boolean;
}

export interface WrittenArchive {
  readonly segments: readonly SegmentFile[];
  readonly rows: Readonly<Record<string, number>>;
  /** How many files an earlier attempt had put. */
  readonly wereThere: number;
}

/** The tables of one side. @throws BackupError `backup/unknown-table` when nobody said what becomes of one */
export function tablesOf(catalogue: readonly CatalogueTable[], side: ArchiveSide): CatalogueTable[] {
  return catalogue.filter(({ table }) => {
    const kind = tableKinds[table];
    if (kind === undefined)
      throw new BackupError(
        "backup/unknown-table",
        `nobody said whether the table ${table} is backed up: no backup is better than one that may lack something`,
      );
    return sideOf(kind) === side;
  });
}

/** Puts the rows of all tables, sealed, as the snapshot has them. @yields rows put so far */
export async function* writeArchive(
  db: Queryable,
  { store, backup, side, key, tables, since, goesOn }: ArchiveToWrite,
): AsyncGenerator<number, WrittenArchive> {
  const segments: SegmentFile[] = [];
  const wereThere = new Set<string>();
  const rows: Record<string, number> = {};
  let done = 0;

  async function put(table: CatalogueTable, sent: readonly Buffer[]): Promise<void> {
    const values: (Buffer | undefined)[][] = table.columns.map(() => []);
    for (const row of sent) splitRow(row).forEach((value, index) => values[index]?.push(value));
    const columns = table.columns.map(({ name, type }) => ({ name, type }));
    const packed = await packSegment(await leaveOutLeafHashes(db, { table: table.table, columns, values }));
    const path = `${backup}/${side}-${String(segments.length + 1).padStart(6, "0")}`;
    const { file, wasThere } = await putSegment({ store, key, path, packed, mayLieThere: goesOn });
    if (wasThere) wereThere.add(path);
    segments.push({ path, table: table.table, rows: sent.length, bytes: file.length, sha256: hashOf(file) });
  }

  for (const table of tables) {
    const kind = tableKinds[table.table];
    const some = kind !== undefined && isGrowing(kind) ? since : undefined;
    let waiting: Buffer[] = [];
    let bytes = 0;
    for await (const page of readRows(db, table, some)) {
      for (const row of page) {
        waiting.push(row);
        bytes += row.length;
        if (bytes < segmentBytes) continue;
        await put(table, waiting);
        done += waiting.length;
        [waiting, bytes] = [[], 0];
        yield done;
      }
    }
    if (waiting.length > 0) await put(table, waiting);
    done += waiting.length;
    rows[table.table] = await countRows(db, table.table);
    yield done;
  }
  for (const segment of segments) if (!wereThere.has(segment.path)) await expectThere(store, segment);
  return { segments, rows, wereThere: wereThere.size };
}

/** What was put is read again: a place that loses or spoils it shall not be trusted with a manifest. */
async function expectThere(store: ArchiveStore, { path, sha256 }: SegmentFile): Promise<void> {
  const file = await store.read(path);
  if (file !== undefined && hashOf(file) === sha256) return;
  throw new BackupError("backup/altered", `${path} was put into ${store.name}, but isn't there as it was put`);
}
