import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { Secret } from "../../kernel/index.ts";

/** A secret text in a file of its own (0600), made at first use. Whole and durable or not at all. */
export async function readOrMakeSecret(path: string, make: () => string): Promise<Secret<string>> {
  try {
    return new Secret((await readFile(path, "utf8")).trim());
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const secret = make();
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(`${secret}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  return new Secret(secret);
}
