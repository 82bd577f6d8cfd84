import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { BackupError } from "./assurance/backup/index.ts";
import { compareCheckpoint, drillLedger, verifyLedger } from "./custody/ledger/index.ts";
import { startBundledPostgres, findRunningPostgres } from "./foundation/platform/bundled-postgres/index.ts";
import { type Config, parseConfig } from "./foundation/platform/config/index.ts";
import { keepHeapSmall, keepMemoryPrivate } from "./foundation/platform/process/index.ts";
import { askServer } from "./ask-server.ts";
import { compose } from "./compose.ts";
import { drillRestore } from "./drill-restore.ts";
import { describeFailure } from "./describe-failure.ts";
import { openArchiveStores } from "./open-archive-stores.ts";
import { scanResidue } from "./scan-residue.ts";
import {
  type CliHouse,
  type CliPorts,
  CommandError,
  type Terminal,
  openTerminal,
  runCli,
} from "./surface/cli/index.ts";

const now = Date.now;

function quietLog(terminal: Terminal) {
  return {
    info: () => undefined,
    warn: (message: string) => terminal.tell(message),
    error: (_: unknown, message: string) => terminal.tell(message),
  };
}

/** Opens the installation for one command, beside a running server or without one. */
function houseOpener(config: Config, terminal: Terminal): CliPorts["withHouse"] {
  return async (work, { mayCreate = false } = {}) => {
    const { dataDirectory, passphrase } = config;
    keepHeapSmall();
    if (!mayCreate && !existsSync(join(dataDirectory, "keyring"))) {
      throw new CommandError(
        "cli/no-installation",
        `there is no installation in ${dataDirectory}: start the server once with "wardbook start", or say where it is with --data or WARDBOOK_DATA`,
      );
    }
    const postgres = join(dataDirectory, "postgres");
    const found = config.database ?? (await findRunningPostgres(postgres));
    const log = quietLog(terminal);
    const bundled = found === undefined ? await startBundledPostgres({ dataDirectory: postgres, log }) : undefined;
    const owner = found ?? bundled?.owner;
    if (owner === undefined) throw new CommandError("cli/no-installation", "there is no database to connect to");
    try {
      const house = await compose({
        dataDirectory,
        owner,
        passphrase,
        rootKey: config.rootKey,
        rootKeySecret: config.rootKeySecret,
        rootKeyShares: config.rootKeyShares,
        now,
        log,
        publicOrigin: config.publicOrigin,
        witnesses: config.witnesses,
        ledgerMirror: config.ledgerMirror,
        connections: 4,
      });
      try {
        const { db, keyring, anchor, vouched } = house;
        const opened: CliHouse = {
          ...house,
          besideServer: bundled === undefined,
          verify: (tenant) => verifyLedger({ db, keyring, anchor, vouched }, tenant),
          backups: () => house.backups(backupStores(config)),
          newestBackup: async () => ({ isWanted: config.backup !== undefined, at: await house.newestBackupAt() }),
          drillRestore: (backup) =>
            drillRestore(house, {
              ...restoreOptions(config, terminal, backup),
              actor: commandLine(),
            }),
          scanResidue: (asked) =>
            scanResidue(house, {
              ...asked,
              dataDirectory,
              publicOrigin: config.publicOrigin,
              now,
              random: Math.random,
              log,
              stores: config.backup === undefined ? undefined : backupStores(config),
            }),
          clearResidue: () => house.residue.clear(),
          compare: (tenant, kept) => compareCheckpoint({ db, keyring }, tenant, kept),
          drill: (tenant) => drillLedger({ db, keyring }, tenant),
          pruningStanding: house.pruner.standing,
          pruningPlan: house.pruner.plan,
          prune: (tenant, who) =>
            house.pruner.prune(tenant, who, bundled === undefined ? undefined : house.publisher.publish),
          withdrawPruning: house.pruner.withdraw,
        };
        return await work(opened);
      } finally {
        await house.close();
      }
    } finally {
      await bundled?.stop();
    }
  };
}

/** @throws BackupError `backup/no-destination` */
function backupStores({ backup }: Config) {
  if (backup === undefined)
    throw new BackupError(
      "backup/no-destination",
      "say where backups and their keys lie: WARDBOOK_BACKUP and WARDBOOK_BACKUP_KEYS, or --backup-to and --backup-keys-to",
    );
  return openArchiveStores(backup, now);
}

function restoreOptions(config: Config, terminal: Terminal, backup: string | undefined) {
  const { dataDirectory, passphrase, rootKey, rootKeySecret, rootKeyShares, publicOrigin } = config;
  const opening = { dataDirectory, passphrase, rootKey, rootKeySecret, rootKeyShares, publicOrigin };
  return {
    ...opening,
    ...backupStores(config),
    backup,
    now,
    random: Math.random,
    log: quietLog(terminal),
    connections: 4,
  };
}

function commandLine() {
  const user = userName();
  return { kind: "system", id: `command-line/${user}`, name: `command line (${user})` } as const;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the number may have no name.
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}

/** Aborted by the first signal; a second one ends the process. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

const terminal = openTerminal({
  out: process.stdout,
  error: process.stderr,
  mayColour: (process.env["NO_COLOR"] ?? "") === "",
  now,
});
// Whoever reads may have seen enough ("wardbook person list | head").
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(1));

process.exitCode = await runCli(process.argv.slice(2), {
  terminal,
  describeFailure,
  open(settingFlags) {
    keepMemoryPrivate();
    const config = parseConfig(process.env, settingFlags);
    let stop: AbortSignal | undefined;
    return {
      now,
      user: userName(),
      dataDirectory: config.dataDirectory,
      origin: config.publicOrigin,
      withHouse: houseOpener(config, terminal),
      async *restore(backup, kept) {
        keepHeapSmall();
        const { restoreInstallation } = await import("./restore-installation.ts");
        return yield* restoreInstallation({
          ...restoreOptions(config, terminal, backup),
          kept,
          database: config.database,
          actor: commandLine(),
        });
      },
      async serve(options) {
        // The server's parts are a third of the program: other commands start without them.
        const { runServer } = await import("./run-server.ts");
        return runServer(config, { ...options, print: (line) => terminal.say(line) });
      },
      get stop() {
        return (stop ??= stopSignal());
      },
      fetch: (address) => askServer(config, address),
      async readLine() {
        for await (const line of createInterface({ input: process.stdin })) return line;
        return "";
      },
      lines() {
        const output = new Writable({ write: (_bytes, _encoding, done) => done() });
        const terminal = process.stdin.isTTY;
        return createInterface({ input: process.stdin, output, terminal })[Symbol.asyncIterator]();
      },
      async freeBytes(directory) {
        const { bavail, bsize } = await statfs(directory);
        return bavail * bsize;
      },
    };
  },
});
