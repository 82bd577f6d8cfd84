import {
  type AeadKey,
  CryptoError,
  deriveKey,
  importAeadKey,
  open,
  seal,
  sha256,
} from "../../foundation/crypto/index.ts";
import type { Secret } from "../../foundation/kernel/index.ts";
import { BackupError } from "./backup-error.ts";
import type { BackupKind } from "./backup-kind.ts";
import type { ArchiveSide } from "./table-kinds.ts";
import type { Reach } from "./tail-rows-table.ts";

/** One file of rows. */
export interface SegmentFile {
  readonly path: string;
  readonly table: string;
  readonly rows: number;
  /** As it lies there: packed and sealed. */
  readonly bytes: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

/** What an archive is made of. Sealed: it tells how many patients there are. */
export interface Manifest {
  readonly backup: string;
  readonly side: ArchiveSide;
  readonly kind: BackupKind;
  /** What an increment adds to, and the SHA-256 of that manifest's file, in hexadecimal. */
  readonly follows: { readonly backup: string; readonly sha256: string } | undefined;
  /** Whatever was committed before this moment is in it. Milliseconds since 1970. */
  readonly at: number;
  /** The schema that it was taken from. */
  readonly migrations: readonly { readonly number: number; readonly digest: string }[];
  /** How many rows each table had, whichever archive of the chain they lie in. A tail doesn't count those that grow. */
  readonly rows: Readonly<Record<string, number>>;
  /** Of tables that go whole: what their rows were, hashed. Absent of keys, and in archives of format 1. */
  readonly wholes?: Readonly<Record<string, string>> | undefined;
  /** Tables whose rows are those of the archive that this one follows. */
  readonly same?: readonly string[] | undefined;
  /** Where a tail can begin. Of data, since format 2. */
  readonly reach?: Reach | undefined;
  readonly segments: readonly SegmentFile[];
}

/** Of archives that are written. Those of format 1 are read as well: their files of rows were packed otherwise, and lack nothing. */
const format = "wardbook-backup/2";
const readable: readonly string[] = ["wardbook-backup/1", format];

/** The first line of a manifest's file, in the clear: what is needed to find the key. */
export interface ManifestHead {
  readonly backup: string;
  readonly side: ArchiveSide;
  /** Of data: number of the archive key. Of keys: the key itself, wrapped under the root key. */
  readonly key: string;
}

const manifestFile = "manifest";
export const manifestPath = (backup: string) => `${backup}/${manifestFile}`;
/** Names the newest backup: for whoever looks, and where a place doesn't list. */
export const newestPath = "newest";

const backupName = /^\d{8}T\d{9}Z$/;
export const isBackupName = (text: string): boolean => backupName.test(text);

/** "20260307T090000000Z": names sort as time does. */
export function backupNameAt(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:.]/g, "");
}

/** Each archive has a key of its own, made of the chain's: nothing sealed for one opens as part of another. */
export function archiveKeyFor(key: Secret<Buffer>, { backup, side }: Pick<ManifestHead, "backup" | "side">): AeadKey {
  const bytes = deriveKey(key.expose(), `wardbook/backup/${side}/${backup}/v1`);
  try {
    return importAeadKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

const segmentContext = (path: string) => Buffer.from(`wardbook-backup/1|segment|${path}`);

export function sealSegment(key: AeadKey, path: string, packed: Buffer): Buffer {
  return seal(key, packed, segmentContext(path));
}

export function openSegment(key: AeadKey, path: string, sealed: Buffer): Buffer {
  return opened(path, () => open(key, sealed, segmentContext(path)));
}

export function sealManifest(key: AeadKey, head: ManifestHead, manifest: Manifest): Buffer {
  const line = Buffer.from(`${format} ${head.side} ${head.backup} ${head.key}\n`);
  return Buffer.concat([line, seal(key, Buffer.from(JSON.stringify(manifest)), line)]);
}

/** @throws BackupError `backup/unknown-format`, `backup/altered` */
export function readManifestHead(path: string, file: Buffer): ManifestHead {
  const line = file.toString("latin1", 0, Math.max(0, file.indexOf("\n")));
  const [name, side, backup = "", key = "", ...more] = line.split(" ");
  const isReadable = readable.includes(name ?? "");
  if (!isReadable && /^wardbook-backup\/\d+$/.test(name ?? ""))
    throw new BackupError("backup/unknown-format", `${path} was written by a newer Wardbook: restore with that one`);
  if (!isReadable || (side !== "data" && side !== "keys") || !isBackupName(backup) || key === "" || more.length > 0)
    throw new BackupError("backup/altered", `${path} is not a backup's manifest`);
  return { backup, side, key };
}

/** @throws BackupError `backup/altered` */
export function openManifest(key: AeadKey, path: string, file: Buffer): Manifest {
  const start = file.indexOf("\n") + 1;
  const text = opened(path, () => open(key, file.subarray(start), file.subarray(0, start)));
  return JSON.parse(text.toString("utf8")) as Manifest;
}

export const hashOf = (file: Buffer): string => sha256(file).toString("hex");

function opened<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new BackupError("backup/altered", `${path} was altered, or belongs to another backup`, { cause });
  }
}
