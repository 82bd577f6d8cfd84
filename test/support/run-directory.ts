import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const gibibyte = 1024 ** 3;
const hourMilliseconds = 3_600_000;
const inMemory = "/dev/shm";
const beginning = "wardbook-run-";

/** A directory for what a run throws away: in memory where the machine has plenty, for a disk that is busy makes tests wait. */
export function makeRunDirectory(): string {
  if (!hasRoom()) return mkdtempSync(join(tmpdir(), beginning));
  for (const name of readdirSync(inMemory)) {
    const path = join(inMemory, name);
    // Of a run that was killed.
    if (name.startsWith(beginning) && statSync(path).mtimeMs < Date.now() - 6 * hourMilliseconds)
      rmSync(path, { recursive: true, force: true });
  }
  const made = mkdtempSync(join(inMemory, beginning));
  // PostgreSQL may have to run as another user, who must get through to what is its own.
  chmodSync(made, 0o711);
  return made;
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize > 3 * gibibyte && process.availableMemory() > 6 * gibibyte;
  } catch {
    return false;
  }
}
