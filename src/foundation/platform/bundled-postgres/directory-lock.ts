import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import { bootId, processNamespace, startTicks } from "./process-table.ts";

/** Who holds the data directory. Process numbers repeat, so the start time, the boot and the namespace go along. */
interface Holder {
  readonly pid: number;
  readonly startTicks: string;
  readonly bootId: string;
  readonly namespace: string;
}

/** Takes the data directory for this process, and gives back the function that lets it go. A lock left by a process
 *  that has ended is taken over.
 *  @param isServed tells whether a PostgreSQL answers in this directory: asked when the holder lives in another
 *    process namespace (a container on the same volume), where its number says nothing
 *  @throws BundledPostgresError `bundled-postgres/in-use` */
export async function lockDirectory(directory: string, isServed: () => Promise<boolean>): Promise<() => void> {
  const path = join(directory, "server.lock");
  const mine = describeThisProcess();
  const draft = `${path}.${process.pid}.${mine.startTicks}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      if (tryLink(draft, path)) return () => release(path, mine);
      const text = readIfPresent(path);
      if (text === undefined) continue;
      if (await isHeld(text, isServed)) throw inUse(directory, text);
      takeAway(path, text);
    }
    throw inUse(directory, readIfPresent(path) ?? "");
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Whether a process that runs holds the data directory. */
export async function isDirectoryLocked(directory: string, isServed: () => Promise<boolean>): Promise<boolean> {
  const text = readIfPresent(join(directory, "server.lock"));
  return text !== undefined && isHeld(text, isServed);
}

function describeThisProcess(): Holder {
  return {
    pid: process.pid,
    startTicks: startTicks(process.pid) ?? "",
    bootId: bootId(),
    namespace: processNamespace(),
  };
}

/** A hard link appears with its content, or not at all: nobody ever reads half a lock. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isErrno(error, "EEXIST")) return false;
    throw error;
  }
}

async function isHeld(text: string, isServed: () => Promise<boolean>): Promise<boolean> {
  const holder = parseHolder(text);
  if (holder === undefined) return false;
  // Two calls in one process are two servers too: the same pid and start time count as held.
  if (holder.bootId !== bootId()) return isServed();
  if (holder.namespace !== processNamespace()) return isServed();
  return startTicks(holder.pid) === holder.startTicks;
}

/** Removes the stale lock that was read, and no other: between reading and removing, somebody may have replaced it. */
function takeAway(path: string, staleText: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    throw error;
  }
  if (readIfPresent(aside) !== staleText) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function release(path: string, mine: Holder): void {
  if (readIfPresent(path) === JSON.stringify(mine)) rmSync(path, { force: true });
}

function inUse(directory: string, text: string): BundledPostgresError {
  const holder = parseHolder(text);
  const who = holder === undefined ? "another server" : `the server with process number ${holder.pid}`;
  return new BundledPostgresError(
    "bundled-postgres/in-use",
    `${who} is already using ${directory}: stop it first, or give this one another WARDBOOK_DATA`,
  );
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const { pid, startTicks, bootId, namespace } = value as Record<string, unknown>;
    if (typeof pid !== "number" || typeof startTicks !== "string") return undefined;
    if (typeof bootId !== "string" || typeof namespace !== "string") return undefined;
    return { pid, startTicks, bootId, namespace };
  } catch {
    return undefined;
  }
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT")) return undefined;
    throw error;
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
