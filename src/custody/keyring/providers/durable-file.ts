import { link, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { randomToken } from "../../../foundation/crypto/index.ts";

async function temporaryBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomToken(6)}`;
  const file = await open(temporary, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
}

/** Written whole and durable, or not at all; an existing file is never replaced. */
export async function writeOnce(path: string, text: string): Promise<void> {
  const temporary = await temporaryBeside(path, text);
  try {
    await link(temporary, path);
  } finally {
    await unlink(temporary);
  }
  await syncFolder(path);
}

/** Replaced whole and durable, or not at all. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await rename(await temporaryBeside(path, text), path);
  await syncFolder(path);
}
