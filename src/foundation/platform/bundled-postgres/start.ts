import type { ConnectionSettings } from "../database/index.ts";
import { findBinaries } from "./binaries.ts";
import { lockDirectory } from "./directory-lock.ts";
import { ensureDatabase } from "./database-table.ts";
import { isServed, ownerConnection } from "./endpoint.ts";
import { initialise } from "./initialise.ts";
import { chooseLauncher } from "./launcher.ts";
import { clearSockets, layOut, removeSocketDirectory } from "./layout.ts";
import { endLeftovers } from "./leftover.ts";
import { readOrMakePassword } from "./owner-password.ts";
import { startPostmaster } from "./postmaster.ts";
import type { PostgresExit } from "./postmaster.ts";
import { defaultSettings } from "./settings.ts";
import type { Settings } from "./settings.ts";

export interface BundledPostgres {
  /** The cluster's owner, a superuser, on the database `wardbook`. The host is a directory: the connection goes
   *  through the Unix socket in it. */
  readonly owner: ConnectionSettings;
  readonly pid: number;
  /** Settles when PostgreSQL ends, wanted or not: a server without its database should stop too. */
  readonly exited: Promise<PostgresExit>;
  /** Fast shutdown, then lets the data directory go. Safe to call twice. */
  stop(): Promise<void>;
}

export interface BundledPostgresOptions {
  /** Taken whole: the cluster, its owner's password (0600), the socket and PostgreSQL's log lie in it. */
  readonly dataDirectory: string;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Settings on top of the defaults; tests turn `fsync` off with it. */
  readonly settings?: Settings;
}

/** Starts the PostgreSQL that npm brought, on a data directory of its own: makes the cluster at the first start,
 *  ends what a killed server left behind, and listens on a private Unix socket only.
 *  @throws BundledPostgresError */
export async function startBundledPostgres(options: BundledPostgresOptions): Promise<BundledPostgres> {
  const { log } = options;
  const binaries = findBinaries();
  const layout = layOut(options.dataDirectory);
  const unlock = await lockDirectory(layout.root, () => isServed(layout));
  try {
    const launcher = chooseLauncher(binaries, layout);
    if (launcher.kind === "user") log.info(`PostgreSQL runs as user ${launcher.name}`);
    const leftovers = await endLeftovers(layout);
    if (leftovers > 0) log.warn(`ended ${leftovers} PostgreSQL processes of an earlier run`);
    clearSockets(layout);
    const password = readOrMakePassword(layout);
    if (await initialise(binaries, launcher, layout, password)) log.info("made a new database cluster");
    const settings = { ...defaultSettings, ...options.settings };
    const postmaster = await startPostmaster(binaries, launcher, layout, settings);
    const owner = ownerConnection(layout, password);
    const stop = async (): Promise<void> => {
      await postmaster.stop();
      removeSocketDirectory(layout);
      unlock();
    };
    try {
      await ensureDatabase(owner);
    } catch (error) {
      await stop();
      throw error;
    }
    return { owner, pid: postmaster.pid, exited: postmaster.exited, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}
