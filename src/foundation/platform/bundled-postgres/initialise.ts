import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Secret } from "../../kernel/index.ts";
import type { Binaries } from "./binaries.ts";
import { BundledPostgresError } from "./bundled-postgres-error.ts";
import { commandFor, handOver } from "./launcher.ts";
import type { Launcher } from "./launcher.ts";
import type { Layout } from "./layout.ts";

export const ownerName = "wardbook_owner";

const majorVersion = "18";

/** Makes the cluster at the first start. An interrupted initdb leaves a draft, which the next start replaces; the
 *  cluster appears complete and synced, or not at all.
 *  @returns whether it was made now
 *  @throws BundledPostgresError `bundled-postgres/initialise`, `bundled-postgres/other-version` */
export async function initialise(
  binaries: Binaries,
  launcher: Launcher,
  layout: Layout,
  password: Secret<string>,
): Promise<boolean> {
  if (existsSync(layout.cluster)) {
    requireSameMajorVersion(layout);
    return false;
  }
  rmSync(layout.draftCluster, { recursive: true, force: true });
  mkdirSync(layout.draftCluster, { mode: 0o700 });
  handOver(launcher, layout.draftCluster);
  const passwordFile = join(layout.socketDirectory, "initdb-password");
  writeFileSync(passwordFile, `${password.expose()}\n`, { mode: 0o600 });
  handOver(launcher, passwordFile);
  try {
    await runInitdb(binaries, launcher, layout, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(layout.draftCluster, layout.cluster);
  syncDirectory(layout.root);
  return true;
}

async function runInitdb(binaries: Binaries, launcher: Launcher, layout: Layout, passwordFile: string): Promise<void> {
  const command = commandFor(launcher, binaries.initdb, [
    `--pgdata=${layout.draftCluster}`,
    "--encoding=UTF8",
    "--locale=C",
    "--data-checksums",
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    `--username=${ownerName}`,
    `--pwfile=${passwordFile}`,
    "--no-instructions",
  ]);
  const child = spawn(command.file, command.args, {
    cwd: layout.draftCluster,
    uid: command.uid,
    gid: command.gid,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (chunk: string) => {
    complaint = (complaint + chunk).slice(-2_000);
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) {
    throw new BundledPostgresError("bundled-postgres/initialise", `initdb failed: ${complaint.trim()}`);
  }
}

function requireSameMajorVersion(layout: Layout): void {
  const found = readFileSync(join(layout.cluster, "PG_VERSION"), "utf8").trim();
  if (found === majorVersion) return;
  throw new BundledPostgresError(
    "bundled-postgres/other-version",
    `${layout.cluster} was made by PostgreSQL ${found} and this Wardbook brings ${majorVersion}: ` +
      "restore a backup into a new WARDBOOK_DATA",
  );
}

function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
