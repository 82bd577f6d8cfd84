import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import { commandFor } from "./launcher.ts";
import type { Launcher } from "./launcher.ts";
import type { Layout } from "./layout.ts";
import { settingArguments } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** How a PostgreSQL ended: an exit status, or the signal that killed it. */
export interface PostgresExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Postmaster {
  readonly pid: number;
  /** Settles when the process ends, wanted or not. */
  readonly exited: Promise<PostgresExit>;
  /** Fast shutdown; harsher ones after 10 and 15 seconds. */
  stop(): Promise<void>;
}

/** Fast, then immediate, then none. 128 MB of shared buffers are on any disk within ten seconds. PostgreSQL 18 hangs
 *  in a fast shutdown that arrives while it recovers from a crash of one of its processes; an immediate one loses
 *  nothing either, as the log is durable: the next start recovers. */
const shutdowns = [
  { signal: "SIGINT", milliseconds: 10_000 },
  { signal: "SIGQUIT", milliseconds: 5_000 },
  { signal: "SIGKILL", milliseconds: 5_000 },
] as const;

const largestLogBytes = 5_000_000;

/** Starts the postmaster and waits until it accepts connections, however long its crash recovery takes.
 *  @throws BundledPostgresError `bundled-postgres/start` */
export async function startPostmaster(
  binaries: Binaries,
  launcher: Launcher,
  layout: Layout,
  settings: Settings,
): Promise<Postmaster> {
  const { pid, exited } = spawnPostmaster(binaries, launcher, layout, settings);
  let exit: PostgresExit | undefined;
  void exited.then((how) => {
    exit = how;
  });
  while (!isReady(layout, pid)) {
    if (exit !== undefined) throw endedEarly(layout, exit);
    await sleep(5);
  }
  // Once it has ended, its number may be somebody else's.
  return { pid, exited, stop: async () => (exit === undefined ? stopPostmaster(pid, exited) : undefined) };
}

function spawnPostmaster(
  binaries: Binaries,
  launcher: Launcher,
  layout: Layout,
  settings: Settings,
): { readonly pid: number; readonly exited: Promise<PostgresExit> } {
  const command = commandFor(launcher, binaries.postgres, [
    "-D",
    layout.cluster,
    ...settingArguments({ ...settings, unix_socket_directories: layout.socketDirectory }),
  ]);
  const log = openLog(layout);
  const child = spawn(command.file, command.args, {
    cwd: layout.cluster,
    uid: command.uid,
    gid: command.gid,
    // Its own session: Ctrl+C in the terminal reaches the server, which drains before it stops PostgreSQL.
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
  });
  closeSync(log);
  const exited = new Promise<PostgresExit>((resolve) => {
    child.once("error", () => resolve({ code: null, signal: null }));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  child.unref();
  return { pid: child.pid ?? -1, exited };
}

/** PostgreSQL writes its state into the eighth line of its pid file: no connection needed to ask. */
function isReady(layout: Layout, pid: number): boolean {
  try {
    const lines = readFileSync(join(layout.cluster, "postmaster.pid"), "utf8").split("\n");
    return lines[0] === String(pid) && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

async function stopPostmaster(pid: number, exited: Promise<PostgresExit>): Promise<void> {
  for (const { signal, milliseconds } of shutdowns) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const patience = new AbortController();
    const ended = await Promise.race([
      exited.then(() => true),
      sleep(milliseconds, false, { signal: patience.signal }).catch(() => false),
    ]);
    patience.abort();
    if (ended) return;
  }
}

function openLog(layout: Layout): number {
  if (existsSync(layout.logFile) && statSync(layout.logFile).size > largestLogBytes) {
    renameSync(layout.logFile, `${layout.logFile}.1`);
  }
  return openSync(layout.logFile, "a", 0o600);
}

function endedEarly(layout: Layout, exit: PostgresExit): BundledPostgresError {
  const lines = readFileSync(layout.logFile, "utf8").trim().split("\n");
  const reason = lines.slice(-3).join(" / ");
  return new BundledPostgresError(
    "bundled-postgres/start",
    `PostgreSQL ended before it was ready (${exit.signal ?? exit.code}): ${reason}; its log is ${layout.logFile}`,
  );
}
