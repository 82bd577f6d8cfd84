import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CodedError } from "./foundation/kernel/index.ts";
import type { Config } from "./foundation/platform/config/index.ts";
import { createLog, openRotatingFile } from "./foundation/platform/log/index.ts";
import { keepMemoryPrivate } from "./foundation/platform/process/index.ts";
import { type Serving, serve } from "./serve.ts";

export interface RunOptions {
  /** Goes straight to the demonstration organisation. */
  readonly demonstration: boolean;
  /** Use a directory that is removed at the end, instead of the configured one. */
  readonly throwaway: boolean;
  readonly print: (line: string) => void;
}

const largestLogBytes = 20_000_000;
const keptLogs = 5;

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    // Not `once`: Ctrl+C comes twice, from the terminal and from npm, and the second must not cut the shutdown short.
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

function tell(
  serving: Serving,
  options: RunOptions & { readonly selfSigned: boolean; readonly mayDumpCore: boolean },
): void {
  const { print } = options;
  const { file } = serving.house.rootKey;
  if (options.mayDumpCore)
    print(
      "Warning: core dumps could not be forbidden here. A crash might leave open keys on the disk; set `ulimit -c 0`.",
    );
  if (file?.protection === "unattended" && !options.throwaway) {
    print(
      `Warning: the root key lies unsealed in ${file.path}. Who reads that file can open every record: keep it from others and out of backups of the data, or start anew with WARDBOOK_PASSPHRASE.`,
    );
  }
  if (options.selfSigned)
    print(
      "Note: the certificate is of Wardbook's own making, so browsers warn of it. That will do for a trial; for anything else give WARDBOOK_TLS a certificate that they trust.",
    );
  if (options.demonstration) {
    const gone = options.throwaway ? " It is removed when you press Ctrl-C." : "";
    print(`Wardbook is ready: open ${serving.origin} and choose who to be. Everybody in it is made up.${gone}`);
  } else if (serving.setUpLink === undefined) print(`Wardbook is ready: open ${serving.origin}`);
  else print(`Wardbook is ready. Set it up, once, at ${serving.origin}${serving.setUpLink}`);
}

/** Serves until a signal comes or the database ends. @returns the exit code
 *  @throws CodedError when it can't start */
export async function runServer(config: Config, options: RunOptions): Promise<number> {
  const mayDumpCore = !keepMemoryPrivate();
  const dataDirectory = options.throwaway
    ? mkdtempSync(join(tmpdir(), "wardbook-demonstration-"))
    : config.dataDirectory;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const ended = signalled();
  try {
    const log = createLog(
      config.logLevel,
      // A log that can't be written (a full disk) is no reason to stop serving.
      openRotatingFile({
        path: join(dataDirectory, "wardbook.log"),
        largestBytes: largestLogBytes,
        kept: keptLogs,
        onFault: (error) => process.stderr.write(`wardbook: the log can't be written: ${String(error)}\n`),
      }),
    );
    const { host, port, publicOrigin, tls, proxies, database, passphrase, mail, witnesses } = config;
    // A throwaway directory has a root key of its own.
    const { rootKey, rootKeySecret, rootKeyShares } = options.throwaway
      ? { rootKey: { kind: "file" } as const, rootKeySecret: undefined, rootKeyShares: [] }
      : config;
    // What is locked in a mirror stays for years.
    const ledgerMirror = options.throwaway ? undefined : config.ledgerMirror;
    const serving = await serve({
      dataDirectory,
      host,
      port,
      publicOrigin,
      tls,
      proxies,
      database,
      passphrase,
      rootKey,
      rootKeySecret,
      rootKeyShares,
      onWaitingForShares: (message) =>
        options.print(`Waiting: ${message}. Each holder of a share runs "wardbook keys unseal" on this machine.`),
      mail,
      witnesses,
      ledgerMirror,
      backup: options.throwaway ? undefined : config.backup,
      // Nobody pays for what is made up.
      stripe: options.throwaway ? undefined : config.stripe,
      log,
    });
    try {
      if (options.demonstration) {
        options.print(
          "Making the demonstration organisation: a clinic of 60 patients and a care home of 20 residents …",
        );
        await Promise.race([serving.makeDemonstration(), ended]);
      }
      // Node writes what it has compiled when a process ends, and some are killed.
      flushCompileCache();
      tell(serving, { ...options, selfSigned: tls.kind === "self-signed", mayDumpCore });
      const databaseEnded = serving.databaseEnded.then(() => "database" as const);
      const why = await Promise.race([ended.then(() => "signal" as const), databaseEnded]);
      if (why === "signal") return 0;
      throw new CodedError(
        "serve/database-ended",
        `PostgreSQL has ended by itself: see ${join(dataDirectory, "postgres", "postgres.log")}, then start again. Nothing acknowledged is lost.`,
      );
    } finally {
      await serving.stop();
    }
  } finally {
    if (options.throwaway) rmSync(dataDirectory, { recursive: true, force: true });
  }
}
