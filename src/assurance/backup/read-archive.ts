import type { AeadKey } from "../../foundation/crypto/index.ts";
import type { Clock, Secret } from "../../foundation/kernel/index.ts";
import { KeyringError, type RootKey } from "../../custody/keyring/index.ts";
import { unwrapArchiveKey, unwrapFileKey } from "./archive-key.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import {
  type Manifest,
  type SegmentFile,
  archiveKeyFor,
  backupNameAt,
  hashOf,
  isBackupName,
  manifestPath,
  newestPath,
  openManifest,
  openSegment,
  readManifestHead,
} from "./manifest.ts";
import { type Segment, unpackSegment } from "./segment.ts";
import type { ArchiveSide } from "./table-kinds.ts";

/** One archive, opened: its manifest is what was sealed. */
export interface OpenArchive {
  readonly store: ArchiveStore;
  readonly manifest: Manifest;
  readonly key: AeadKey;
  /** SHA-256 of the manifest's file. */
  readonly hash: string;
  /** Of data: number of the archive key. Of keys: the key itself, wrapped. */
  readonly keyName: string;
  /** Of all files, the manifest's among them. */
  readonly bytes: number;
}

/** From the full archive to the one that was asked for. */
export type OpenChain = readonly OpenArchive[];

/** The newest backup that is finished. What the place itself calls newest may have been set back, so what lies there counts, as far as its moment is past: a clock
 *  that was ahead may have named others. @param now without it the place is believed @throws BackupError `backup/none` */
export async function newestBackup(store: ArchiveStore, now?: Clock): Promise<string> {
  const present = now === undefined ? "" : backupNameAt(now());
  const named = await namedNewest(store);
  const folders = ((await store.folders()) ?? []).filter(isBackupName).toSorted().toReversed();
  const past = named === undefined || named > present ? [] : folders.filter((folder) => folder <= present);
  for (const folder of [...past, ...(named === undefined ? [] : [named]), ...folders])
    if ((await store.read(manifestPath(folder))) !== undefined) return folder;
  throw new BackupError("backup/none", `there is no finished backup in ${store.name}`);
}

/** The newest of those whose moment has come, where the place calls one the newest whose moment hasn't: for whoever is sure of the clock.
 *  Undefined: there is no need to name one, or none. */
export async function newestThatIsOver(store: ArchiveStore, now: number): Promise<string | undefined> {
  const present = backupNameAt(now);
  if (((await namedNewest(store)) ?? "") <= present) return undefined;
  const folders = ((await store.folders()) ?? []).filter((folder) => isBackupName(folder) && folder <= present);
  for (const folder of folders.toSorted().toReversed())
    if ((await store.read(manifestPath(folder))) !== undefined) return folder;
  return undefined;
}

async function namedNewest(store: ArchiveStore): Promise<string | undefined> {
  const named = (await store.read(newestPath))?.toString("latin1", 0, 64).trim() ?? "";
  return isBackupName(named) ? named : undefined;
}

/** What looks as if somebody had put an older backup in front, in words. @param newest what is taken for the newest data */
export async function doubtsAbout(
  data: ArchiveStore,
  { newest, newestKeys, keys }: { readonly newest: string; readonly newestKeys: string; readonly keys: string },
): Promise<readonly string[]> {
  const doubts: string[] = [];
  const named = await namedNewest(data);
  if (named !== undefined && named < newest)
    doubts.push(
      `${data.name} calls ${named} its newest backup, but ${newest} lies there: somebody may have set it back`,
    );
  if (newestKeys > newest)
    doubts.push(
      `${keys} has keys of a backup ${newestKeys}, but ${newest} is the newest in ${data.name}: data of since may have been taken away`,
    );
  return doubts;
}

/** Where keys are missing whose data are there, who was erased since then isn't known any more. In words. */
export async function doubtsAboutErasures(
  data: ArchiveStore,
  { newestKeys, keys, now }: { readonly newestKeys: string; readonly keys: string; readonly now?: Clock | undefined },
): Promise<readonly string[]> {
  const newest = await newestBackup(data, now);
  if (newest <= newestKeys) return [];
  return [
    `the newest archive of keys in ${keys} is ${newestKeys}, but data of ${newest} lie in ${data.name}: whoever was erased in between comes back, and must be erased again`,
  ];
}

async function openChain(
  store: ArchiveStore,
  side: ArchiveSide,
  backup: string,
  keyOf: (head: { readonly backup: string; readonly key: string }) => Promise<Secret<Buffer>>,
  most: number,
): Promise<OpenChain> {
  const chain: OpenArchive[] = [];
  let wanted: Manifest["follows"] | { readonly backup: string; readonly sha256: undefined } = {
    backup,
    sha256: undefined,
  };
  while (wanted !== undefined && chain.length < most) {
    const path = manifestPath(wanted.backup);
    const file = await store.read(path);
    if (file === undefined) throw new BackupError("backup/missing", `${path} is missing in ${store.name}`);
    const hash = hashOf(file);
    if (wanted.sha256 !== undefined && hash !== wanted.sha256)
      throw new BackupError("backup/altered", `${path} is not the one that the next backup went on from`);
    const head = readManifestHead(path, file);
    if (head.backup !== wanted.backup || head.side !== side)
      throw new BackupError("backup/altered", `${path} belongs to another backup`);
    const key = archiveKeyFor(await keyOf(head), head);
    const manifest = openManifest(key, path, file);
    const bytes = manifest.segments.reduce((sum, segment) => sum + segment.bytes, file.length);
    chain.unshift({ store, manifest, key, hash, keyName: head.key, bytes });
    wanted = manifest.follows;
  }
  return chain;
}

const all = Number.POSITIVE_INFINITY;

/** @param most archives, from the one that was asked for back
 *  @throws BackupError `backup/wrong-key`, `backup/missing`, `backup/altered`, `backup/unknown-format` */
export function openKeyChain(store: ArchiveStore, root: RootKey, backup: string, most = all): Promise<OpenChain> {
  const unwrap = (head: { readonly backup: string; readonly key: string }) =>
    orWrongKey(unwrapFileKey(root, head.backup, head.key), `the archive of keys ${head.backup}`);
  return openChain(store, "keys", backup, unwrap, most);
}

/** @param archiveKeys wrapped, by their numbers @throws as `openKeyChain` */
export function openDataChain(
  store: ArchiveStore,
  root: RootKey,
  backup: string,
  archiveKeys: ReadonlyMap<number, Buffer>,
  most = all,
): Promise<OpenChain> {
  const unwrap = ({ backup: named, key }: { readonly backup: string; readonly key: string }) => {
    const wrapped = archiveKeys.get(Number(key));
    if (wrapped === undefined)
      throw new BackupError(
        "backup/wrong-key",
        `the archive of keys has no key for ${named}: it is older, or another one's`,
      );
    return orWrongKey(unwrapArchiveKey(root, { key_no: Number(key), wrapped }), named);
  };
  return openChain(store, "data", backup, unwrap, most);
}

async function orWrongKey<T>(unwrapping: Promise<T>, what: string): Promise<T> {
  try {
    return await unwrapping;
  } catch (cause) {
    if (!(cause instanceof KeyringError) || cause.code !== "keyring/wrong-root-key") throw cause;
    throw new BackupError("backup/wrong-key", `this root key doesn't open ${what}: it is another one's, or retired`, {
      cause,
    });
  }
}

/** Reads every file, and sees that each is the one that was put. Nothing is opened. @yields bytes read so far
 *  @throws BackupError `backup/missing`, `backup/altered` */
export async function* checkFiles(chain: OpenChain): AsyncGenerator<number> {
  let bytes = 0;
  for (const { store, manifest } of chain) {
    for (const segment of manifest.segments) {
      bytes += (await readFile(store, segment)).length;
      yield bytes;
    }
  }
}

async function readFile(store: ArchiveStore, { path, sha256, bytes }: SegmentFile): Promise<Buffer> {
  const file = await store.read(path);
  if (file === undefined) throw new BackupError("backup/missing", `${path} is missing in ${store.name}`);
  if (file.length < bytes)
    throw new BackupError("backup/altered", `${path} has ${file.length} of ${bytes} bytes: it was cut off`);
  if (hashOf(file) !== sha256)
    throw new BackupError("backup/altered", `${path} is not the file that was put there: it was altered or exchanged`);
  return file;
}

/** Rows of one table as an archive has them. @throws BackupError as `checkFiles` */
export async function* readSegments({ store, manifest, key }: OpenArchive, table: string): AsyncGenerator<Segment> {
  for (const file of manifest.segments) {
    if (file.table !== table) continue;
    const segment = await unpackSegment(openSegment(key, file.path, await readFile(store, file)));
    if (segment.table !== table)
      throw new BackupError("backup/altered", `${file.path} holds another table than its manifest says`);
    yield segment;
  }
}

/** The archives that have rows of a table, newest first: of one that grows all of them, of others the newest that has it anew. */
export function archivesWith(chain: OpenChain, table: string, grows: boolean): OpenChain {
  if (grows) return chain.toReversed();
  const has = chain.findLast(({ manifest }) => manifest.same?.includes(table) !== true);
  return has === undefined ? [] : [has];
}

/** Numbers and wrapped bytes of every archive key that an archive of keys has. */
export async function archiveKeysIn(chain: OpenChain): Promise<ReadonlyMap<number, Buffer>> {
  const found = new Map<number, Buffer>();
  const newest = chain.at(-1);
  if (newest === undefined) return found;
  for await (const { columns, values } of readSegments(newest, "archive_key")) {
    const column = (name: string) => values[columns.findIndex((one) => one.name === name)] ?? [];
    const wrapped = column("wrapped");
    column("key_no").forEach((keyNo, index) => {
      const bytes = wrapped[index];
      if (keyNo !== undefined && bytes !== undefined) found.set(Number(keyNo.readBigInt64BE(0)), bytes);
    });
  }
  return found;
}
