import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** Tells one process from a later one with the same number: kernel ticks since boot at which it started. */
export function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended; it waits only for its parent to notice.
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether the process is a PostgreSQL (postmaster or child) working on this cluster. PostgreSQL's processes keep
 *  the cluster as their working directory, so a reused process number never passes for one. */
export function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    const executable = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, "");
    return (
      basename(executable) === "postgres" &&
      readlinkSync(`/proc/${pid}/cwd`) === cluster &&
      startTicks(pid) !== undefined
    );
  } catch {
    return false;
  }
}

/** Numbers of all PostgreSQL processes that work on this cluster.
 *  @param cluster real path (no symlinks) of the cluster directory */
export function postgresProcessesOf(cluster: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^[0-9]+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresOf(pid, cluster));
}

/** Identity of this boot of the kernel. */
export function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

/** Identity of the namespace in which this process's number has a meaning. */
export function processNamespace(): string {
  return readlinkSync("/proc/self/ns/pid");
}
