import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BundledPostgresError } from "./bundled-postgres-error.ts";

/** Where everything of one bundled PostgreSQL lies. All paths are absolute and free of symlinks. */
export interface Layout {
  readonly root: string;
  /** PostgreSQL's own data directory. */
  readonly cluster: string;
  /** An initdb in progress; renamed to `cluster` when complete. */
  readonly draftCluster: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly socketDirectory: string;
}

// A Unix socket's path holds 107 bytes; PostgreSQL appends "/.s.PGSQL.5432.lock".
const longestSocketDirectory = 107 - "/.s.PGSQL.5432.lock".length;

export function layOut(dataDirectory: string): Layout {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const root = realpathSync(dataDirectory);
  return {
    root,
    cluster: join(root, "cluster"),
    draftCluster: join(root, "cluster.draft"),
    passwordFile: join(root, "owner-password"),
    logFile: join(root, "postgres.log"),
    socketDirectory: chooseSocketDirectory(root),
  };
}

/** The data directory's own `run`, or, where that path is too long for a socket, a private directory under the
 *  system's temporary one, named by the data directory so that the next start finds the same.
 *  @throws BundledPostgresError `bundled-postgres/no-socket-directory` */
export function chooseSocketDirectory(root: string, temporary: string = tmpdir()): string {
  const digest = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const own = join(root, "run");
  const candidates = [own, join(temporary, `wardbook-${digest}`), join("/tmp", `wardbook-${digest}`)];
  const chosen = candidates.find((path) => Buffer.byteLength(path) <= longestSocketDirectory);
  if (chosen === undefined || !makePrivate(chosen)) {
    throw new BundledPostgresError(
      "bundled-postgres/no-socket-directory",
      `no private directory for PostgreSQL's socket: ${chosen ?? own} is too long or belongs to somebody else; ` +
        "set WARDBOOK_DATA to a shorter path",
    );
  }
  return chosen;
}

/** Names in a shared temporary directory can be taken by others first: only a real directory of our own will do. */
function makePrivate(path: string): boolean {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const stat = lstatSync(path);
  const self = process.getuid?.();
  return stat.isDirectory() && (self === 0 || stat.uid === self) && (stat.mode & 0o022) === 0;
}

/** Leaves nothing in the system's temporary directory. Call only once no PostgreSQL of this cluster runs. */
export function removeSocketDirectory(layout: Layout): void {
  if (dirname(layout.socketDirectory) !== layout.root) rmSync(layout.socketDirectory, { recursive: true, force: true });
}

/** Removes the sockets of an earlier run. Call only once no PostgreSQL of this cluster runs. */
export function clearSockets(layout: Layout): void {
  for (const name of readdirSync(layout.socketDirectory)) {
    if (name.startsWith(".s.PGSQL.")) rmSync(join(layout.socketDirectory, name), { force: true });
  }
}
