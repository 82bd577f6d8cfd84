import { type AeadKey, sha256 } from "../../foundation/crypto/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import type { CatalogueTable } from "./catalogue-table.ts";
import { leaveOutLeafHashes } from "./leaf-hashes-table.ts";
import { type Manifest, type SegmentFile, hashOf } from "./manifest.ts";
import { putSegment } from "./put-segment.ts";
import { type Since, countRows, isQuick, readRows } from "./read-rows-table.ts";
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
  db: Queryable,
  { store, backup, side, key, tables, since, before, goesOn }: ArchiveToWrite,
): AsyncGenerator<number, WrittenArchive> {
  const segments: SegmentFile[] = [];
  const wereThere = new Set<string>();
  const rows: Record<string, number> = {};
  const wholes: Record<string, string> = {};
  const same: string[] = [];
  let done = 0;

  async function pack(table: CatalogueTable, sent: readonly Buffer[]): Promise<Buffer> {
    const values: (Buffer | undefined)[][] = table.columns.map(() => []);
    for (const row of sent) splitRow(row).forEach((value, index) => values[index]?.push(value));
    const columns = table.columns.map(({ name, type }) => ({ name, type }));
    return packSegment(await leaveOutLeafHashes(db, { table: table.table, columns, values }));
  }

  async function put(table: CatalogueTable, packed: Buffer, count: number): Promise<void> {
    const path = `${backup}/${side}-${String(segments.length + 1).padStart(6, "0")}`;
    const { file, wasThere } = await putSegment({ store, key, path, packed, mayLieThere: goesOn });
    if (wasThere) wereThere.add(path);
    segments.push({ path, table: table.table, rows: count, bytes: file.length, sha256: hashOf(file) });
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
    const held: { readonly packed: Buffer; readonly count: number }[] = [];
    let waiting: Buffer[] = [];
    let bytes = 0;
    let count = 0;
    const pass = async () => {
      if (waiting.length === 0) return;
      const packed = await pack(table, waiting);
      if (isWhole) held.push({ packed, count: waiting.length });
      else await put(table, packed, waiting.length);
      count += waiting.length;
      [waiting, bytes] = [[], 0];
    };
    for await (const page of readRows(db, table, some)) {
      for (const row of page) {
        waiting.push(row);
        bytes += row.length;
        if (bytes < segmentBytes) continue;
        await pass();
        yield done + count;
      }
    }
    await pass();
    if (isWhole && count > 0) {
      const hash = sha256(Buffer.concat(held.map(({ packed }) => packed))).toString("base64url");
      wholes[table.table] = hash;
      if (before?.wholes?.[table.table] === hash) same.push(table.table);
      else for (const one of held) await put(table, one.packed, one.count);
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

/** What was put is read again: a place that loses or spoils it shall not be trusted with a manifest. */
async function expectThere(store: ArchiveStore, { path, sha256 }: SegmentFile): Promise<void> {
  const file = await store.read(path);
  if (file !== undefined && hashOf(file) === sha256) return;
  throw new BackupError("backup/altered", `${path} was put into ${store.name}, but isn't there as it was put`);
}
