import { readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aDirectory } from "../../../test/support/directory.ts";
import { openSpool } from "./spool.ts";
import { sourceOf } from "./testing/sources.ts";

const secret = "Haversham".repeat(30_000);
const limit = 10_000_000;

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(bytes)).toString();
}

test("a received file can be read as often as needed, and the disk shows nothing of it", async () => {
  const directory = aDirectory();
  const spool = await openSpool(directory);
  for (const content of [secret, "", "x"]) {
    const { source, bytes, remove } = await spool.receive("a.json", sourceOf("a", content, 5_000).open(), limit);
    const [file = ""] = readdirSync(directory);
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, file)).includes("Haversham")).toBe(false);
    expect(bytes).toBe(content.length);
    expect(await textOf(source.open())).toBe(content);
    expect(await textOf(source.open())).toBe(content);
    await remove();
    await remove();
    expect(readdirSync(directory)).toEqual([]);
  }
});

test("a file that is too large, or doesn't come whole, leaves nothing behind", async () => {
  const directory = aDirectory();
  const spool = await openSpool(directory);
  await expect(spool.receive("a", sourceOf("a", secret, 5_000).open(), secret.length - 1)).rejects.toMatchObject({
    code: "import/too-large",
  });
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.alloc(100_000);
    throw new Error("connection lost");
  }
  await expect(spool.receive("a", broken(), limit)).rejects.toThrow("connection lost");
  expect(readdirSync(directory)).toEqual([]);
});

test("what an earlier process left is removed, and other files are not", async () => {
  const directory = aDirectory();
  await (await openSpool(directory)).receive("a", sourceOf("a", "x").open(), limit);
  writeFileSync(join(directory, "mine.txt"), "");
  await openSpool(directory);
  expect(readdirSync(directory)).toEqual(["mine.txt"]);
});

test("bytes that were changed on the disk are refused", async () => {
  const directory = aDirectory();
  const { source } = await (await openSpool(directory)).receive("a", sourceOf("a", secret, 5_000).open(), limit);
  const [file = ""] = readdirSync(directory);
  const path = join(directory, file);
  const bytes = readFileSync(path);
  const flipped = Buffer.from(bytes);
  flipped[100_000] = (flipped[100_000] ?? 0) ^ 1;
  writeFileSync(path, flipped);
  await expect(textOf(source.open())).rejects.toMatchObject({ code: "crypto/wrong-key-or-altered" });
  truncateSync(path, 1000);
  await expect(textOf(source.open())).rejects.toMatchObject({ code: "import/damaged-spool" });
});
