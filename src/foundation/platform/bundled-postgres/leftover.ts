import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import type { Layout } from "./layout.ts";
import { isPostgresOf, postgresProcessesOf } from "./process-table.ts";

/** How long each signal may take, in the order they are sent: fast shutdown, then immediate shutdown. */
const patience = [
  { signal: "SIGINT", milliseconds: 10_000 },
  { signal: "SIGQUIT", milliseconds: 5_000 },
] as const;

/** Ends what an earlier run left behind: its postmaster, or the children of a postmaster that was killed. Only
 *  processes proven to be PostgreSQL on this very cluster are signalled. Afterwards the pid file is gone, so that a
 *  process number used again by somebody else doesn't block the start. Call only while holding the directory's lock.
 *  @returns how many processes were found
 *  @throws BundledPostgresError `bundled-postgres/leftover` */
export async function endLeftovers(layout: Layout): Promise<number> {
  const found = postgresProcessesOf(layout.cluster);
  for (const { signal, milliseconds } of patience) {
    if (await signalAndWait(layout, signal, milliseconds)) {
      rmSync(join(layout.cluster, "postmaster.pid"), { force: true });
      return found.length;
    }
  }
  throw new BundledPostgresError(
    "bundled-postgres/leftover",
    `PostgreSQL processes of an earlier run on ${layout.cluster} don't end: ${postgresProcessesOf(layout.cluster).join(", ")}`,
  );
}

async function signalAndWait(layout: Layout, signal: "SIGINT" | "SIGQUIT", milliseconds: number): Promise<boolean> {
  const steps = Math.ceil(milliseconds / 20);
  for (let step = 0; step < steps; step += 1) {
    const running = postgresProcessesOf(layout.cluster);
    if (running.length === 0) return true;
    if (step === 0) {
      const postmaster = readPostmasterPid(layout);
      const targets = postmaster !== undefined && running.includes(postmaster) ? [postmaster] : running;
      for (const pid of targets) send(pid, signal, layout);
    }
    await sleep(20);
  }
  return postgresProcessesOf(layout.cluster).length === 0;
}

function send(pid: number, signal: "SIGINT" | "SIGQUIT", layout: Layout): void {
  if (!isPostgresOf(pid, layout.cluster)) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}

function readPostmasterPid(layout: Layout): number | undefined {
  try {
    const [first = ""] = readFileSync(join(layout.cluster, "postmaster.pid"), "utf8").split("\n");
    return /^[0-9]+$/.test(first) ? Number(first) : undefined;
  } catch {
    return undefined;
  }
}
