import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type DrillFindings,
  type DrilledOrganisation,
  compareRecords,
  drillJson,
  drillText,
  hasPassed,
  newestBackupAt,
  newestThatIsOver,
} from "./assurance/backup/index.ts";
import { type LedgerActor, certifyText, compareCheckpoint, readKeptCheckpoint } from "./custody/ledger/index.ts";
import { sha256 } from "./foundation/crypto/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";
import type { House } from "./house.ts";
import {
  type InstallationStep,
  type RestoreOptions,
  type RestoredInstallation,
  restoreInstallation,
} from "./restore-installation.ts";

export interface DrillOptions
  extends Pick<
    RestoreOptions,
    "dataDirectory" | "publicOrigin" | "data" | "keys" | "backup" | "now" | "random" | "log"
  > {
  /** Who is told to the live ledger. */
  readonly actor: LedgerActor;
}

/** Restores a backup into a directory of its own, compares it with the live installation, certifies what it found, and removes it.
 *  @param options.dataDirectory the live installation's
 *  @throws as `restoreInstallation` */
export async function* drillRestore(
  live: House,
  options: DrillOptions,
): AsyncGenerator<InstallationStep, readonly DrilledOrganisation[]> {
  const { dataDirectory, now } = options;
  await live.ledger.settle();
  const began = now();
  const newestAt = options.backup === undefined ? await newestBackupAt(live.db.installation, began) : undefined;
  await removeLeftDrills(dataDirectory);
  const scratch = await mkdtemp(join(dataDirectory, `drill-${process.pid}-`));
  try {
    const findings: { readonly tenant: TenantId; readonly found: DrillFindings }[] = [];
    yield* restoreInstallation(
      {
        ...options,
        // What the live installation does each minute goes by its clock: a backup of a clock that was ahead isn't what it lives by.
        backup: options.backup ?? (await newestThatIsOver(options.data, began)),
        dataDirectory: scratch,
        database: undefined,
        actor: undefined,
        passphrase: undefined,
        // No copy of a root key shall lie anywhere else.
        openedRootKey: live.rootKey,
      },
      async (restored, installation) => {
        const recoverySeconds = Math.ceil((now() - began) / 1000);
        for (const organisation of installation.organisations)
          findings.push({
            tenant: organisation.tenant,
            found: await inspect({
              live,
              restored,
              installation,
              organisation,
              began,
              recoverySeconds,
              // One of a clock that was set back since is none that the newest was.
              isNewest: newestAt === undefined || (installation.at >= newestAt && installation.at <= began),
            }),
          });
      },
    );
    const drilled: DrilledOrganisation[] = [];
    for (const { tenant, found } of findings) drilled.push(await certify(live, options, tenant, found));
    return drilled;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Takes away what drills left behind that were killed: keys that are destroyed later would live on there. */
export async function removeLeftDrills(dataDirectory: string): Promise<void> {
  for (const entry of await readdir(dataDirectory, { withFileTypes: true })) {
    const [, process] = /^drill-(\d+)-\w+$/.exec(entry.name) ?? [];
    if (process === undefined || !entry.isDirectory() || isAnother(Number(process))) continue;
    await rm(join(dataDirectory, entry.name), { recursive: true, force: true });
  }
}

/** Whether this is another process that runs. */
function isAnother(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function inspect(given: {
  readonly live: House;
  readonly restored: House;
  readonly installation: RestoredInstallation;
  readonly organisation: RestoredInstallation["organisations"][number];
  readonly began: number;
  readonly recoverySeconds: number;
  readonly isNewest: boolean;
}): Promise<DrillFindings> {
  const { live, restored, installation, organisation, began, recoverySeconds, isNewest } = given;
  const { backup, manifest, at, onRecord } = installation;
  const { tenant, shortName, ledger } = organisation;
  const key = (await live.keyring.vault(tenant)).secret("restore-drill");
  const { checkpoint } = await restored.ledgerReader.standing(tenant, 1, began);
  const kept = readKeptCheckpoint(checkpoint);
  const comparison =
    kept === undefined ? undefined : await compareCheckpoint({ db: live.db, keyring: live.keyring }, tenant, kept);
  return {
    organisation: shortName,
    backup,
    manifest,
    isNewest,
    isOnRecord: await isOnRecord(live, tenant, onRecord),
    backupAt: at,
    drilledAt: began,
    recoveryPointSeconds: Math.ceil((began - at) / 1000),
    recoverySeconds,
    records: await compareRecords(live.db.tenant(tenant), restored.db.tenant(tenant), { tenant, key, at }),
    ledger: {
      entries: ledger.total,
      isSound: ledger.state === "sound",
      checkpoint:
        kept === undefined
          ? "there is none yet"
          : comparison?.kind === "goes-on"
            ? "begins the live ledger"
            : "is not of the live ledger",
    },
  };
}

/** A backup of a large installation may take this long until its ledger is told. */
const longestBackupMilliseconds = 86_400_000;

async function isOnRecord(
  { ledgerReader }: House,
  tenant: TenantId,
  { manifest, at }: { readonly manifest: string; readonly at: number },
): Promise<boolean> {
  let before: string | undefined;
  for (;;) {
    const page = await ledgerReader.find(tenant, {
      from: at,
      until: at + longestBackupMilliseconds,
      before,
      limit: 1_000,
    });
    if (page.entries.some(({ entry }) => entry.action === "backed-up" && entry.detail?.includes(manifest) === true))
      return true;
    before = page.entries.at(-1)?.entryId;
    if (before === undefined) return false;
  }
}

async function certify(
  { keyring, ledger }: House,
  { dataDirectory, now, actor }: DrillOptions,
  tenant: TenantId,
  findings: DrillFindings,
): Promise<DrilledOrganisation> {
  const json = drillJson(findings);
  const text = drillText(findings, sha256(json).toString("hex"));
  const certificate = certifyText(await keyring.keys(tenant), text);
  const passed = hasPassed(findings);
  const folder = join(dataDirectory, "drills");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date(findings.drilledAt).toISOString().replaceAll(/[-:.]/g, "")}-organisation-${tenant}`;
  const path = join(folder, `${name}.txt`);
  await writeFile(join(folder, `${name}.json`), json, { mode: 0o600, flag: "wx" });
  await writeFile(path, certificate, { mode: 0o600, flag: "wx" });
  const detail = `${passed ? "passed" : "FAILED"}: backup ${findings.backup} restored in ${findings.recoverySeconds} s; certificate SHA-256 ${sha256(certificate).toString("hex")}`;
  await ledger.witness(tenant, [
    { entry: { at: now(), action: "restore-drilled", actor, why: "administration", resources: [], count: 0, detail } },
  ]);
  return { findings, passed, certificate, path };
}
