import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, readFileSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import type { Layout } from "./layout.ts";

/** A command ready for `spawn`. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** As whom PostgreSQL runs. It refuses root. */
export type Launcher =
  | { readonly kind: "self" }
  /** Root of this machine, seen as user 1000 inside a user namespace: root's own files, no new user. */
  | { readonly kind: "namespace"; readonly unshare: string }
  | { readonly kind: "user"; readonly name: string; readonly uid: number; readonly gid: number };

/** @throws BundledPostgresError `bundled-postgres/root`, `bundled-postgres/not-owner`, `bundled-postgres/cannot-run` */
export function chooseLauncher(
  binaries: Binaries,
  layout: Layout,
  options: { readonly mayUseNamespace?: boolean } = {},
): Launcher {
  const self = process.getuid?.();
  const owner = existsSync(layout.cluster) ? statSync(layout.cluster).uid : undefined;
  if (self !== 0) {
    if (owner !== undefined && owner !== self) throw notOwner(layout, owner);
    const launcher: Launcher = { kind: "self" };
    const failure = tryLauncher(launcher, binaries, layout);
    if (failure !== undefined) throw cannotRun(binaries, failure);
    return launcher;
  }
  const unshare = findProgram("unshare");
  if ((owner === undefined || owner === 0) && unshare !== undefined && options.mayUseNamespace !== false) {
    const launcher: Launcher = { kind: "namespace", unshare };
    if (tryLauncher(launcher, binaries, layout) === undefined) return launcher;
  }
  for (const user of unprivilegedUsers()) {
    if (owner !== undefined && owner !== user.uid) continue;
    const launcher: Launcher = { kind: "user", ...user };
    letIn(layout, user);
    if (tryLauncher(launcher, binaries, layout) === undefined) return launcher;
  }
  throw rootRefused(layout);
}

/** How to run one of the binaries so that it ends when this process does, whatever ends it, where the machine can
 *  do that (util-linux's setpriv); otherwise the next start ends it. */
export function commandFor(launcher: Launcher, binary: string, args: readonly string[]): Command {
  const setpriv = findProgram("setpriv");
  // SIGINT is PostgreSQL's fast and orderly shutdown.
  const bound = setpriv === undefined ? [binary, ...args] : [setpriv, "--pdeathsig", "INT", binary, ...args];
  switch (launcher.kind) {
    case "self":
      return toCommand(bound);
    case "namespace":
      // Entering a namespace clears the parent-death signal, so setpriv comes after unshare.
      return toCommand([launcher.unshare, "--user", "--map-user=1000", "--map-group=1000", ...bound]);
    case "user":
      return { ...toCommand(bound), uid: launcher.uid, gid: launcher.gid };
  }
}

/** Gives a path to the user PostgreSQL runs as. */
export function handOver(launcher: Launcher, path: string): void {
  if (launcher.kind === "user") chownSync(path, launcher.uid, launcher.gid);
}

function toCommand(words: readonly string[]): Command {
  const [file = "", ...args] = words;
  return { file, args };
}

/** @returns undefined when the launcher works, else what went wrong */
function tryLauncher(launcher: Launcher, binaries: Binaries, layout: Layout): string | undefined {
  const command = commandFor(launcher, binaries.postgres, ["--version"]);
  // `cwd` would be entered while still root: the shell enters the directory as the user in question.
  const enterAndRun = ["-c", 'cd "$0" && exec "$@"', layout.socketDirectory, command.file, ...command.args];
  const result = spawnSync("/bin/sh", enterAndRun, {
    uid: command.uid,
    gid: command.gid,
    encoding: "utf8",
  });
  if (result.status === 0) return undefined;
  return result.error?.message ?? result.stderr.trim();
}

/** Lets another user pass through the data directory, and into the socket directory. */
function letIn(layout: Layout, user: { readonly uid: number; readonly gid: number }): void {
  chmodSync(layout.root, 0o711);
  chownSync(layout.socketDirectory, user.uid, user.gid);
}

function unprivilegedUsers(): readonly { readonly name: string; readonly uid: number; readonly gid: number }[] {
  const lines = existsSync("/etc/passwd") ? readFileSync("/etc/passwd", "utf8").split("\n") : [];
  const users = lines.map((line) => {
    const [name = "", , uid, gid] = line.split(":");
    return { name, uid: Number(uid), gid: Number(gid) };
  });
  return ["wardbook", "postgres", "nobody"].flatMap((name) =>
    users.filter((user) => user.name === name && user.uid > 0),
  );
}

function findProgram(name: string): string | undefined {
  const directories = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/bin", "/bin"];
  return directories
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, name))
    .find((path) => existsSync(path));
}

function notOwner(layout: Layout, owner: number): BundledPostgresError {
  return new BundledPostgresError(
    "bundled-postgres/not-owner",
    `${layout.cluster} belongs to user ${owner}: start Wardbook as that user, or set WARDBOOK_DATA to a directory of your own`,
  );
}

function rootRefused(layout: Layout): BundledPostgresError {
  return new BundledPostgresError(
    "bundled-postgres/root",
    "PostgreSQL refuses to run as root, this machine allows no user namespace (unshare), and the users postgres and " +
      `nobody can't enter ${layout.root} or read node_modules: start Wardbook as an ordinary user, or set WARDBOOK_DATA ` +
      "to a directory that such a user can enter, or set WARDBOOK_DATABASE_URL to a PostgreSQL of your own",
  );
}

function cannotRun(binaries: Binaries, failure: string): BundledPostgresError {
  return new BundledPostgresError(
    "bundled-postgres/cannot-run",
    `this machine can't run ${binaries.postgres} (${failure}); it needs a Linux with glibc: set WARDBOOK_DATABASE_URL ` +
      "to a PostgreSQL 15 or newer of your own",
  );
}
