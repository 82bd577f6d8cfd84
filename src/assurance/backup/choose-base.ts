import { isDeepStrictEqual } from "node:util";
import { BackupError } from "./backup-error.ts";
import { type BackupKind, mayFollow } from "./backup-kind.ts";
import { type BackupRow, readArchiveKeys, readBackups, readRemovals } from "./backup-table.ts";
import { readMigrations, readPlace } from "./catalogue-table.ts";
import { type Manifest, hashOf, manifestPath } from "./manifest.ts";
import { type OpenArchive, checkFiles, openDataChain, openKeyChain } from "./read-archive.ts";
import { sampled } from "./spot-check.ts";
import type { BackupPorts } from "./take-backup.ts";

/** What a backup goes on from. */
interface Base {
  readonly kind: BackupKind;
  /** Undefined for a full one. */
  readonly from: { readonly row: BackupRow; readonly manifest: Manifest; readonly keysHash: string } | undefined;
  /** Why it is a full one, where something less was asked for. */
  readonly fullBecause: string | undefined;
}

/** After so many days a chain of increments ends. */
const chainDays = 7;
const day = 86_400_000;
/** A day's increments, but for what the schedule is late by. */
const foldMilliseconds = day - 3_600_000;

/** The backup that a smaller one goes on from, or why there is none. @throws BackupError */
export async function chooseBase(ports: BackupPorts, wanted: "full" | "increment" | "tail"): Promise<Base> {
  const { admin, data, now } = ports;
  const db = admin.installation;
  const full = (fullBecause: string | undefined): Base => ({ kind: "full", from: undefined, fullBecause });
  if (wanted === "full") return full(undefined);
  const rows = await readBackups(db, data.name);
  // What a clock that was set back since called newest may be older than others are.
  const past = rows.filter(({ at }) => at <= now());
  const newest = past[0];
  if (newest === undefined) return full("there is none yet");
  const first = rows.find(({ backup }) => backup === newest.chain);
  if (first === undefined || now() - first.at >= chainDays * day)
    return full(`the last full one is ${chainDays} days old`);
  if (newest.place !== (await readPlace(db))) return full("the database was restored, or another one took over");
  if (newest.removals !== (await readRemovals(db)))
    return full("keys were destroyed or replaced, or a ledger was pruned");
  const own = past.filter(({ chain }) => chain === newest.chain);
  const lastFold = own.find(({ kind }) => mayFollow("fold", kind));
  const isFold = lastFold !== undefined && now() - lastFold.at >= foldMilliseconds;
  const kind = wanted === "tail" ? "tail" : isFold ? "fold" : "increment";
  const row = own.find((one) => mayFollow(kind, one.kind)) ?? newest;
  const opened = await openBase(ports, row, kind);
  if (typeof opened === "string") return full(opened);
  const { manifest, keysHash } = opened;
  // Its rows may have columns that the newest schema, which a chain is restored into, hasn't any more.
  if (!isDeepStrictEqual(manifest.migrations, await readMigrations(db))) return full("the schema was changed since");
  // One that an older program took doesn't say where it ends.
  const isTail = kind === "tail" && manifest.reach !== undefined;
  return {
    kind: kind === "tail" && !isTail ? "increment" : kind,
    from: { row, manifest, keysHash },
    fullBecause: undefined,
  };
}

/** Opens what the next one goes on from, and sees that its files are there as they were put: a tail those of its base alone, an increment all of the chain
 *  but for the full one's (of which one), and a fold, so once a day, every one.
 *  @returns what is wrong with it */
async function openBase(
  { admin, root, data, keys, nextNumber }: BackupPorts,
  row: BackupRow,
  kind: BackupKind,
): Promise<{ readonly manifest: Manifest; readonly keysHash: string } | string> {
  try {
    const sealed = await data.read(manifestPath(row.backup));
    if (sealed === undefined) return "the last one isn't there any more";
    if (hashOf(sealed) !== row.manifest.toString("hex")) return "the last one was altered since";
    const most = kind === "tail" ? 1 : undefined;
    const wrapped = new Map((await readArchiveKeys(admin.installation)).map((one) => [one.key_no, one.wrapped]));
    const sides = [
      await openDataChain(data, root, row.backup, wrapped, most),
      await openKeyChain(keys, root, row.backup, most),
    ] as const;
    for (const chain of sides)
      for await (const _read of checkFiles(chain.flatMap((archive) => toCheck(archive, kind, nextNumber())))) continue;
    const [manifest, keysHash] = [sides[0].at(-1)?.manifest, sides[1].at(-1)?.hash];
    return manifest === undefined || keysHash === undefined
      ? "the last one isn't there any more"
      : { manifest, keysHash };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    if (error.code === "backup/missing") return `files of the last ones aren't there any more: ${error.message}`;
    if (error.code === "backup/altered") return `the last ones were altered since: ${error.message}`;
    if (error.code === "backup/wrong-key") return `the last ones don't open any more: ${error.message}`;
    throw error;
  }
}

function toCheck(archive: OpenArchive, kind: BackupKind, nth: number): readonly OpenArchive[] {
  if (archive.manifest.kind !== "full" || kind === "fold") return [archive];
  return kind === "tail" ? [] : [sampled(archive, nth)];
}
