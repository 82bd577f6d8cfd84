import { readFile } from "node:fs/promises";
import { type KeptCheckpoint, readKeptCheckpoint } from "../../custody/ledger/index.ts";
import { UsageError } from "./usage-error.ts";

/** The checkpoint in a file, or in a mail that was saved. @throws UsageError where there is none */
export async function keptIn(path: string): Promise<KeptCheckpoint> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) throw new UsageError(`there is no file ${path} that can be read`);
  const kept = readKeptCheckpoint(text);
  if (kept === undefined)
    throw new UsageError(`there is no checkpoint in ${path}: it needs three lines, a blank one and the signatures`);
  return kept;
}
