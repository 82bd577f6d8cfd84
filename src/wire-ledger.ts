import { join } from "node:path";
import type { Clock, Positions, TenantId } from "./foundation/kernel/index.ts";
import type { MirrorSetting } from "./foundation/platform/config/index.ts";
import type { Database, Transaction } from "./foundation/platform/database/index.ts";
import type { Mailer } from "./foundation/platform/mail/index.ts";
import type { Keyring } from "./custody/keyring/index.ts";
import {
  type CheckpointAnchor,
  type CheckpointMail,
  type CheckpointMailSettings,
  type ExportStep,
  type Ledger,
  type LedgerAlarm,
  type LedgerReader,
  type LedgerRetention,
  type Mirror,
  type Pruner,
  type Publication,
  type Publisher,
  type VouchedTime,
  type WitnessPolicy,
  alarmFiles,
  checkpointFiles,
  exportLog,
  mirrorFiles,
  openCheckpointMail,
  openLedger,
  openLedgerReader,
  openMirror,
  openPruner,
  openPublisher,
  openS3Store,
  publishedCheckpoints,
  readPublication,
  vouchedTime,
} from "./custody/ledger/index.ts";
import type { Instead } from "./instead.ts";
import type { Opened } from "./opened.ts";
import { postToWitness } from "./post-to-witness.ts";
import { type PruningByPolicy, pruneByPolicy } from "./prune-by-policy.ts";

export interface LedgerParts {
  /** Connects as the owner of the schema. */
  readonly admin: Database;
  readonly db: Database;
  readonly keyring: Keyring;
  readonly positions: Positions;
  readonly now: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly log: {
    info(message: string): void;
    warn(message: string): void;
    error(error: unknown, message: string): void;
  };
  /** For the ledger's files. */
  readonly directory: string;
  readonly keepsDaybook: boolean;
  readonly witnessPolicy: WitnessPolicy;
  readonly mirrorSetting: MirrorSetting | undefined;
  readonly mailer: Mailer | undefined;
  readonly mailSettings: (tenant: TenantId) => CheckpointMailSettings | Promise<CheckpointMailSettings>;
  /** @param tx where nobody may change it before that ends */
  readonly retention: (tenant: TenantId, tx?: Transaction) => LedgerRetention | Promise<LedgerRetention>;
  readonly publicOrigin: string;
  readonly instead: Instead["ledger"];
  readonly opened: Opened;
}

/** The ledger, and what shows it, copies it and sends it out. */
export interface LedgerWorks {
  readonly ledger: Ledger;
  /** That one, whatever stands in its place. */
  readonly real: Ledger;
  readonly ledgerReader: LedgerReader;
  readonly anchor: CheckpointAnchor;
  /** Keeps what everybody may read of each ledger. */
  readonly publisher: Publisher;
  /** Where that lies: a folder for each log. */
  readonly publicDirectory: string;
  publication(tenant: TenantId): Promise<Publication>;
  /** The newest time that witnesses signed under what everybody is shown of an organisation's ledger. */
  vouched(tenant: TenantId): Promise<VouchedTime | undefined>;
  /** Copies a ledger into a folder of its own under `directory`. */
  exportLog(tenant: TenantId, directory: string): AsyncGenerator<ExportStep>;
  /** Keeps a copy of what is public elsewhere, where that is asked for. */
  readonly mirror: Mirror | undefined;
  /** Sends checkpoints to people outside. */
  readonly checkpointMail: CheckpointMail;
  /** Lets old entries go, as each organisation's retention says. */
  readonly pruner: Pruner;
  /** Does that by itself, once a day until all is closed. */
  keepPruned(tenants: () => Promise<readonly TenantId[]>): void;
}

/** Posts what an earlier process had in its daybook first. @throws DatabaseError, KeyringError and the file system's errors */
export async function wireLedger(parts: LedgerParts): Promise<LedgerWorks> {
  const { admin, db, keyring, now, log, directory, witnessPolicy: policy, mirrorSetting, opened } = parts;
  const publicDirectory = join(directory, "public");
  const checkpoints = checkpointFiles(directory);
  const alarms = alarmFiles(directory);
  const onAlarm = (tenant: TenantId, { code, message }: LedgerAlarm) =>
    log.error(
      new Error(`${code}: ${message} (organisation ${tenant})`),
      "LEDGER ALARM: the ledger is not the one that was published or witnessed",
    );
  const publisher = openPublisher({
    db,
    keyring,
    now,
    directory: publicDirectory,
    policy,
    post: postToWitness,
    alarms,
    onAlarm,
    onFailure: (error) => log.error(error, "publishing the ledger failed; it is tried again"),
  });
  opened.add(publisher.close);
  const anchor: CheckpointAnchor = {
    load: checkpoints.load,
    async save(tenant, note) {
      await checkpoints.save(tenant, note);
      publisher.soon(tenant);
    },
  };
  const real = openLedger({
    db,
    keyring,
    now,
    positions: parts.positions,
    anchor,
    daybookDirectory: parts.keepsDaybook ? join(directory, "daybook") : undefined,
    onForgery: (tenant, batch) =>
      log.error(
        new Error(`ledger batch ${batch} of organisation ${tenant}`),
        "an entry that this installation did not write was put into the ledger",
      ),
    onFailure: (error) => log.error(error, "keeping the ledger in order failed; it is tried again"),
  });
  opened.add(() => real.close());
  await real.settle();
  const ledger = parts.instead?.(real) ?? real;
  const published = publishedCheckpoints(publicDirectory, policy.quorum.kind !== "none");
  const ledgerReader = openLedgerReader({ db, keyring, settle: ledger.settle, published });
  const standings = mirrorFiles(directory);
  const store = mirrorSetting && openS3Store({ ...mirrorSetting, now });
  const mirror =
    store &&
    openMirror({
      keysOf: (tenant) => keyring.keys(tenant),
      now,
      random: parts.random,
      directory: publicDirectory,
      store,
      entries: mirrorSetting?.keepsEntries === true ? ledgerReader : undefined,
      standings,
      alarms,
      onAlarm,
      onFailure: (error) => log.error(error, "keeping the ledger's mirror failed; it is tried again"),
    });
  opened.add(() => mirror?.close());
  const shown = { db, keyring, anchor, directory: publicDirectory, policy, alarms, now };
  const publication = (tenant: TenantId) =>
    readPublication({ ...shown, mirror: store && { name: store.name, standings } }, tenant);
  const checkpointMail = openCheckpointMail({
    db,
    keyring,
    now,
    settings: parts.mailSettings,
    publication,
    sendMail: parts.mailer?.send,
    origin: parts.publicOrigin,
    onFailure: (error) => log.error(error, "a checkpoint of the ledger was not mailed; it is tried again"),
  });
  opened.add(checkpointMail.close);
  const pruner = openPruner({
    db,
    keyring,
    owner: admin,
    ledger: real,
    published,
    policy,
    directory: publicDirectory,
    retention: parts.retention,
    lockedYears: mirrorSetting?.retentionYears ?? 0,
    alarms,
    now,
  });
  let pruning: PruningByPolicy | undefined;
  const nowSeconds = () => Math.floor(now() / 1000);
  return {
    ledger,
    real,
    ledgerReader,
    anchor,
    publisher,
    publicDirectory,
    publication,
    vouched: async (tenant) => vouchedTime((await published.load(await keyring.keys(tenant)))?.note, policy),
    exportLog: (tenant, into) =>
      exportLog({ db, keyring, reader: ledgerReader, published, policy, nowSeconds }, tenant, into),
    mirror,
    checkpointMail,
    pruner,
    keepPruned(tenants) {
      if (pruning !== undefined) return;
      const onFailure = (error: unknown) => log.error(error, "pruning the ledger failed; it is tried again tomorrow");
      pruning = pruneByPolicy(pruner, { tenants, publish: publisher.publish, log, onFailure });
      opened.add(pruning.stop);
    },
  };
}
