import { link, mkdir, open, readFile, rename, rm, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { randomToken } from "../../../foundation/crypto/index.ts";
import { TileError } from "./tile-error.ts";

/** Writes a file that nothing ever changes: whole and on the disk, or not there at all.
 *  @param scratch a directory on the same disk, for what isn't whole yet
 *  @throws TileError `ledger/tile-differs` when other bytes lie there */
export async function writeOnce(scratch: string, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = await writeAside(scratch, bytes);
  // Unlike a rename, a link never takes another file's place.
  const put = () => link(temporary, path);
  try {
    await put().catch(async (error: unknown) => {
      // Seldom, so that it isn't asked before.
      if (!isCode(error, "ENOENT")) throw error;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await put();
    });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
    await expectThere(path, bytes);
  } finally {
    await unlink(temporary);
  }
}

/** Puts a file in another one's place, whole. */
export async function replaceFile(scratch: string, path: string, text: string): Promise<void> {
  const temporary = await writeAside(scratch, Buffer.from(text));
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(dirname(path));
}

/** @returns undefined where there is none */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR") || isCode(error, "EISDIR")) return undefined;
    throw error;
  }
}

/** Makes names durable that were put into a directory. Some systems can't, and need not. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r").catch((error: unknown) => {
    if (isCode(error, "EISDIR") || isCode(error, "EPERM") || isCode(error, "EACCES")) return undefined;
    throw error;
  });
  try {
    await directory?.sync();
  } catch (error) {
    if (!isCode(error, "EPERM") && !isCode(error, "EINVAL")) throw error;
  } finally {
    await directory?.close();
  }
}

async function expectThere(path: string, bytes: Uint8Array): Promise<void> {
  if ((await readIfThere(path))?.equals(bytes) === true) return;
  throw new TileError("ledger/tile-differs", "a tile that was published is not what it was");
}

async function writeAside(scratch: string, bytes: Uint8Array): Promise<string> {
  const path = join(scratch, randomToken(9));
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
