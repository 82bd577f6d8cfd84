import { constants } from "node:fs";
import { link, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomToken } from "../../foundation/crypto/index.ts";
import type { ArchiveStore } from "./archive-store.ts";
import { BackupError } from "./backup-error.ts";

/** A folder: on another disk, or of another machine. It is made where it is missing, but what it lies in must be there: a disk that isn't
 *  mounted must not be taken for an empty one. */
export function openFolderStore(directory: string): ArchiveStore {
  const at = (path: string) => join(directory, ...path.split("/"));

  async function writeBeside(path: string, bytes: Buffer): Promise<string> {
    await makeFolder(directory);
    if (dirname(path) !== directory) await makeFolder(dirname(path));
    const temporary = `${path}.${randomToken(6)}.new`;
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } catch (error) {
      // A full disk: half a file would keep it so.
      await rm(temporary, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return temporary;
  }

  return {
    name: directory,
    read: (path) =>
      orFailed(directory, async () => {
        try {
          return await readPlain(at(path));
        } catch (error) {
          if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
          if (codeOf(error) === "ELOOP") throw notPlain(at(path), error);
          throw error;
        }
      }),
    putOnce: (path, bytes) =>
      orFailed(directory, async () => {
        const temporary = await writeBeside(at(path), bytes);
        try {
          await link(temporary, at(path));
        } catch (error) {
          if (codeOf(error) === "EEXIST") return false;
          throw error;
        } finally {
          await rm(temporary, { force: true });
        }
        await syncFolder(dirname(at(path)));
        return true;
      }),
    replace: (path, bytes) =>
      orFailed(directory, async () => {
        await rename(await writeBeside(at(path), bytes), at(path));
        await syncFolder(dirname(at(path)));
      }),
    folders: () =>
      orFailed(directory, async () => {
        try {
          const entries = await readdir(directory, { withFileTypes: true });
          return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
        } catch (error) {
          if (codeOf(error) === "ENOENT") return [];
          throw error;
        }
      }),
    // The manifest goes first: whoever is killed leaves no archive that looks whole.
    remove: (folder) =>
      orFailed(directory, async () => {
        await rm(join(directory, folder, "manifest"), { force: true });
        await rm(join(directory, folder), { recursive: true, force: true });
      }),
    close: () => undefined,
  };
}

/** More than any file of an archive has. */
const mostBytes = 1024 * 1024 * 1024;

/** What is put are files. A pipe would be waited for without end, a device has no end, and a link leads elsewhere. */
async function readPlain(path: string): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    const about = await file.stat();
    if (!about.isFile() || about.size > mostBytes) throw notPlain(path);
    // Node's own way of reading a file takes twice its memory, in pieces.
    const bytes = Buffer.allocUnsafeSlow(about.size);
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await file.close();
  }
}

function notPlain(path: string, cause?: unknown): BackupError {
  return new BackupError(
    "backup/altered",
    `${path} is no file that was put there: it is a link, a pipe, a folder, or too long`,
    { cause },
  );
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return;
  }
  await syncFolder(dirname(path));
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } catch (error) {
    // Some file systems of other machines don't sync folders.
    if (codeOf(error) !== "EINVAL" && codeOf(error) !== "ENOTSUP") throw error;
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** No room on the disk, no quota left, or no file may be that long. */
function isFull(error: unknown): boolean {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error) ?? "");
}

async function orFailed<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BackupError) throw cause;
    if (isFull(cause)) throw new BackupError("backup/store-full", `${directory} is full: make room there`, { cause });
    throw new BackupError(
      "backup/store-failed",
      `${directory} can't be read or written (${codeOf(cause) ?? "unknown"}): is the disk mounted, and whose is the folder?`,
      { cause },
    );
  }
}
