import { mkdir, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { randomToken, sha256 } from "../../../foundation/crypto/index.ts";

/** What a witness must not forget: for each log, the newest checkpoint that it cosigned. */
export interface WitnessRecord {
  load(origin: string): Promise<string | undefined>;
  /** Resolves when it would outlast a power failure. */
  save(origin: string, note: string): Promise<void>;
  /** Two checkpoints that one honest log can't both have signed. @returns where they lie */
  keepEvidence(origin: string, known: string, offered: string): Promise<string>;
}

/** One file for each log, and one for each conflict. */
export function witnessFiles(directory: string): WitnessRecord {
  const named = (origin: string) => sha256(origin).toString("hex", 0, 16);
  const path = (origin: string) => join(directory, "logs", `${named(origin)}.checkpoint`);
  return {
    load: (origin) =>
      readFile(path(origin), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
    save: (origin, note) => writeDurably(path(origin), join(directory, "logs"), note),
    async keepEvidence(origin, known, offered) {
      const folder = join(directory, "evidence");
      const both = `${known}\n${offered}`;
      const file = join(folder, `${named(origin)}-${sha256(both).toString("hex", 0, 8)}.txt`);
      await writeDurably(file, folder, both);
      return file;
    },
  };
}

async function writeDurably(path: string, folder: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomToken(6)}.new`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const containing = await open(folder, "r");
  try {
    await containing.sync();
  } finally {
    await containing.close();
  }
}
