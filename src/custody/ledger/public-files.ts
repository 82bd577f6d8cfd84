import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseTilePath } from "./merkle/index.ts";

/** What lies in a log's folder for everybody: never entries, whose key numbers would tell whose record is busy. */
const notes: ReadonlySet<string> = new Set(["checkpoint", "policy", "pruned"]);

/** One file of a log, or undefined where there is none of that name.
 *  @param name "checkpoint", "policy", "pruned" or a tile's path, as somebody asked for it */
export async function readPublicFile(folder: string, name: string): Promise<Buffer | undefined> {
  if (!notes.has(name) && parseTilePath(name) === undefined) return undefined;
  return readFile(join(folder, ...name.split("/"))).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR") return undefined;
    throw error;
  });
}

/** A log's folder by the name in its public path, or undefined for what is no such name. */
export function parseLogName(text: string): string | undefined {
  return /^[0-9a-f]{16}$/.test(text) ? text : undefined;
}
