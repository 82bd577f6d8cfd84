import { type AeadKey, sha256 } from "../../foundation/crypto/index.ts";
import type { PinnedConnection } from "../../foundation/platform/database/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import type { CatalogueTable } from "./catalogue-table.ts";
import { int32s } from "./column-forms.ts";
import { type ColumnBytes, type GatheredRows, gatherRows } from "./gather-rows.ts";
import { besidesOf, leaveOutLeafHashes } from "./leaf-hashes-table.ts";
import { type Manifest, type SegmentFile, hashOf } from "./manifest.ts";
import { putSegment } from "./put-segment.ts";
import { type Since, countRows, isQuick, readRows } from "./read-rows-table.ts";
import { packSegment } from "./segment.ts";
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
  readonly since: Since | undefined;
  /** What the archive that it goes on from has of tables that go whole: those that are the same now are left out. */
  readonly before: Pick<Manifest, "wholes"> | undefined;
  /** Whether files of an earlier attempt lie there: those that say the same stay. */
  readonly goesOn: boolean;
}

export interface WrittenArchive extends Pick<Manifest, "wholes" | "same"> {
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
  db: PinnedConnection,
  { store, backup, side, key, tables, since, before, goesOn }: ArchiveToWrite,
): AsyncGenerator<number, WrittenArchive> {
  const segments: SegmentFile[] = [];
  const wereThere = new Set<string>();
  const rows: Record<string, number> = {};
  const wholes: Record<string, string> = {};
  const same: string[] = [];
  const shared = gatherRows(0);
  let done = 0;

  async function put({ table, columns }: CatalogueTable, gathered: GatheredRows): Promise<void> {
    const listed = columns.map(({ name, type }) => ({ name, type }));
    const packed = await packSegment(leaveOutLeafHashes({ table, columns: listed, values: gathered.columns() }));
    const path = `${backup}/${side}-${String(segments.length + 1).padStart(6, "0")}`;
    const { file, wasThere } = await putSegment({ store, key, path, packed, mayLieThere: goesOn });
    if (wasThere) wereThere.add(path);
    segments.push({ path, table, rows: gathered.rows, bytes: file.length, sha256: hashOf(file) });
  }

  for (const table of tables) {
    const kind = tableKinds[table.table];
    const some = kind !== undefined && isGrowing(kind) ? since : undefined;
    const isWhole = kind === "whole";
    // Whoever restores a tail knows of it anyway, and each would change this table.
    if (since?.reach !== undefined && table.table === "backup") {
      same.push(table.table);
      continue;
    }
    const held: GatheredRows[] = [];
    let gathered = isWhole ? gatherRows(widthOf(table)) : shared;
    gathered.clear(widthOf(table));
    let count = 0;
    const pass = async () => {
      if (gathered.rows === 0) return;
      count += gathered.rows;
      if (isWhole) {
        held.push(gathered);
        gathered = gatherRows(widthOf(table));
        return;
      }
      await put(table, gathered);
      gathered.clear(widthOf(table));
    };
    for await (const piece of readRows(db, table, some))
      for (let at = gathered.take(piece, 0); at !== undefined; at = gathered.take(piece, at)) {
        if (gathered.bytes < segmentBytes) continue;
        await pass();
        yield done + count;
      }
    await pass();
    if (isWhole && count > 0) {
      const columns = Buffer.from(JSON.stringify(table.columns));
      const all = [columns, ...held.flatMap((one) => one.columns().flatMap(bytesOf))];
      const hash = sha256(Buffer.concat(all)).toString("base64url");
      wholes[table.table] = hash;
      // Most are the same each minute: they needn't be packed to see that.
      if (before?.wholes?.[table.table] === hash) same.push(table.table);
      else for (const one of held) await put(table, one);
    }
    done += count;
    if (some === undefined) rows[table.table] = count;
    else if (!isQuick(table.table, some)) rows[table.table] = await countRows(db, table.table);
    yield done;
  }
  for (const segment of segments) if (!wereThere.has(segment.path)) await expectThere(store, segment);
  const aboutWholes = side === "data" ? { wholes, same } : {};
  return { segments, rows, wereThere: wereThere.size, ...aboutWholes };
}

const widthOf = ({ table, columns }: CatalogueTable) => columns.length + besidesOf(table).length;

/** What tells it from others: the same bytes may be of other lengths. */
function bytesOf({ lengths, bytes }: ColumnBytes): readonly Buffer[] {
  return [int32s(lengths), bytes];
}

/** What was put is read again: a place that loses or spoils it shall not be trusted with a manifest. */
async function expectThere(store: ArchiveStore, { path, sha256 }: SegmentFile): Promise<void> {
  const file = await store.read(path);
  if (file !== undefined && hashOf(file) === sha256) return;
  throw new BackupError("backup/altered", `${path} was put into ${store.name}, but isn't there as it was put`);
}
