import type { LedgerEntry } from "../../custody/ledger/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";
import {
  type BackupRow,
  deleteBackup,
  deleteUnusedArchiveKeys,
  destructionsIn,
  readBackups,
  readDestructions,
  tryLockBackups,
  unlockBackups,
} from "./backup-table.ts";
import { chooseKept } from "./choose-kept.ts";
import { expectOwnPlace } from "./expect-own-place.ts";
import { hashOf, isBackupName, manifestPath } from "./manifest.ts";
import type { BackupPorts } from "./take-backup.ts";
import { beganAt, unfinishedMilliseconds } from "./unfinished-backup.ts";

export interface PrunedBackups {
  /** Backups that are gone, newest first. */
  readonly data: readonly string[];
  /** Archives of keys that are gone. */
  readonly keys: readonly string[];
  /** Folders of backups that were never finished. */
  readonly unfinished: readonly string[];
}

/** Takes away what is old. What goes back to nothing any more goes first, so that whatever stays can be restored, also when this is
 *  interrupted. Data that this database doesn't know of (another's, or of before a restore) are left alone, and so is the newest chain that is whole.
 *  @param what tails alone are what later increments have: that is quick, and no ledger is told
 *  @throws BackupError */
export async function pruneBackups(
  ports: BackupPorts,
  actor: LedgerEntry["actor"],
  what: "all" | "tails" = "all",
): Promise<PrunedBackups> {
  const { admin, data, keys, now } = ports;
  const connection = await admin.pin();
  try {
    if ((await tryLockBackups(connection)) === undefined)
      throw new BackupError("backup/under-way", "a backup is being taken just now, by another process");
    if (what === "all") await expectOwnPlace(ports, now());
    const db = admin.installation;
    const rows = await readBackups(db, data.name);
    const backups = rows.map((row) => ({ ...row, destructions: destructionsIn(row) }));
    const kept = chooseKept(backups, now(), await readDestructions(db));
    const tails = new Set(rows.filter(({ kind }) => kind === "tail").map(({ backup }) => backup));
    const sound =
      what === "all"
        ? await newestSound(
            ports,
            rows.filter(({ at }) => at <= now()),
          )
        : undefined;
    // Of chains that nobody can restore the newest is no reason to take away what can be.
    const goes = ({ backup, chain }: BackupRow) =>
      !kept.data.has(backup) && (tails.has(backup) || (what === "all" && sound !== undefined && chain !== sound));
    const gone = rows.filter(goes).map(({ backup }) => backup);
    // Those that this database doesn't know of too: of before a restore, or of a backup that failed after its keys were put.
    const known = new Set(rows.map(({ backup }) => backup));
    const goneKeys = ((await keys.folders()) ?? [])
      .filter(isBackupName)
      .filter((name) => (known.has(name) ? !kept.keys.has(name) : beganAt(name) <= kept.keysFrom))
      .filter((name) => what === "all" || tails.has(name));
    for (const backup of goneKeys) await keys.remove(backup);
    for (const backup of gone) {
      await data.remove(backup);
      await deleteBackup(db, backup);
    }
    if (what === "tails") return { data: gone, keys: goneKeys, unfinished: [] };
    await deleteUnusedArchiveKeys(db);
    const unfinished = [...(await removeUnfinished(data, now())), ...(await removeUnfinished(keys, now()))];
    if (gone.length + goneKeys.length > 0) await witness(ports, actor, gone, goneKeys);
    return { data: gone, keys: goneKeys, unfinished };
  } finally {
    await unlockBackups(connection);
    connection.release();
  }
}

/** The newest chain whose archives are there as they were put. @param rows newest first */
async function newestSound({ data, keys }: BackupPorts, rows: readonly BackupRow[]): Promise<string | undefined> {
  for (const chain of new Set(rows.map((row) => row.chain))) {
    let isSound = true;
    for (const { backup, manifest } of rows.filter((row) => row.chain === chain)) {
      const file = await data.read(manifestPath(backup));
      isSound &&= file !== undefined && hashOf(file) === manifest.toString("hex");
      if (!isSound) break;
    }
    if (isSound && (await keys.read(manifestPath(chain))) !== undefined) return chain;
  }
  return undefined;
}

/** Nobody takes one now: the lock says so. Its age is waited for all the same, because a folder may belong to several installations. */
async function removeUnfinished(store: ArchiveStore, now: number): Promise<string[]> {
  const gone: string[] = [];
  for (const folder of ((await store.folders()) ?? []).filter(isBackupName)) {
    if (now - beganAt(folder) < unfinishedMilliseconds || (await store.read(manifestPath(folder))) !== undefined)
      continue;
    await store.remove(folder);
    gone.push(folder);
  }
  return gone;
}

async function witness(
  { admin, ledger, tenants, data, now }: BackupPorts,
  actor: LedgerEntry["actor"],
  gone: readonly string[],
  goneKeys: readonly string[],
): Promise<void> {
  const listed = (names: readonly string[]) =>
    names.length === 0 ? "none" : `${names.length}, ${names.at(-1)} to ${names[0]}`;
  const entry: LedgerEntry = {
    at: now(),
    action: "backups-pruned",
    actor,
    why: "retention of backups",
    resources: [],
    count: 0,
    detail: `old backups removed from ${data.name}: ${listed(gone)}; archives of keys: ${listed(goneKeys)}`,
  };
  for (const { tenant } of await tenants())
    await admin.transaction(tenant, (tx) => ledger.append(tx, tenant, [{ entry }]));
}
