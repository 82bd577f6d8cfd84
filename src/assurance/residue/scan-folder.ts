import { type FileHandle, lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Transform } from "node:stream";
import { createGunzip, createInflate } from "node:zlib";
import type { ByteFinder } from "./byte-finder.ts";
import type { Pattern } from "./writings.ts";

/** A file below a folder. */
export interface WalkedFile {
  /** Below the folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
}

/** Why something below a folder isn't among its files: a link may lead anywhere, and isn't followed. */
export type PassedBy = "unreadable" | "link";

/** Every file below a folder; of folders that `skips` names, none. What is passed by is told. */
export async function walkFolder(
  folder: string,
  skips: (path: string) => boolean,
  passBy: (path: string, why: PassedBy) => void,
): Promise<readonly WalkedFile[]> {
  const files: WalkedFile[] = [];
  async function walk(below: string): Promise<void> {
    const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
      if (!isGone(error)) passBy(below, "unreadable");
      return [];
    });
    for (const entry of entries) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (skips(path)) continue;
      if (entry.isSymbolicLink()) passBy(path, "link");
      else if (entry.isDirectory()) await walk(path);
      else if (entry.isFile()) {
        const stat = await lstat(join(folder, path)).catch(() => undefined);
        if (stat !== undefined) files.push({ path, bytes: stat.size });
      }
    }
  }
  await walk("");
  return files;
}

const pieceBytes = 4 << 20;

/** Searches a file as it lies there and, where that is gzip or zlib, what is in it. A file that goes meanwhile is no fault.
 *  @yields bytes read */
export async function* scanFile(
  path: string,
  finder: ByteFinder,
  found: (pattern: Pattern) => void,
): AsyncGenerator<number> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if (isGone(error)) return;
    throw error;
  }
  try {
    const { size } = await file.stat();
    // Most files are small, and there are many.
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, size + 1));
    const search = finder.inPieces(found);
    let packed: Transform | undefined;
    for (let total = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, piece.length, total);
      if (bytesRead === 0) break;
      const bytes = piece.subarray(0, bytesRead);
      if (total === 0) packed = unpackerFor(bytes);
      search(bytes);
      total += bytesRead;
      yield bytesRead;
    }
    if (packed === undefined) return;
    const searchPacked = finder.inPieces(found);
    try {
      const unpacked = file.createReadStream({ start: 0, autoClose: false }).pipe(packed);
      for await (const bytes of unpacked) if (Buffer.isBuffer(bytes)) searchPacked(bytes);
    } catch {
      // It only began as if it were packed, or is cut off: what came until then was searched.
    }
  } finally {
    await file.close();
  }
}

function unpackerFor(bytes: Buffer): Transform | undefined {
  const [first, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return createGunzip();
  // Source: RFC 1950 §2.2: deflate with a window of 32 KiB, and a check sum of the two bytes.
  return first === 0x78 && (first * 256 + second) % 31 === 0 ? createInflate() : undefined;
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}
