import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TenantId, risingPositions } from "../../foundation/kernel/index.ts";
import type { SealedBatch } from "./batch.ts";
import { type Daybook, openDaybook, pageBytes } from "./daybook.ts";

const one = 1 as TenantId;
const other = 2 as TenantId;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "wardbook-daybook-"));
  undo.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

let time = 0;
let clock = () => time;

/** The ledger's table, as far as a daybook knows it: entries are texts here, each with a line feed. */
function aTable() {
  const batches = new Map<string, string>();
  const failures: unknown[] = [];
  let refusing = 0;
  return {
    batches,
    failures,
    refuse: (times: number) => (refusing = times),
    texts: () => [...batches.values()].flatMap((text) => text.split("\n").filter((line) => line !== "")),
    ports: (directory: string) => ({
      directory,
      positions: risingPositions(Date.now),
      now: clock,
      async seal(tenant: TenantId, batch: number, entries: readonly string[], first: number): Promise<SealedBatch> {
        const bytes = entries.map((text, index) => `${tenant}.${batch}.${first + index} ${text}\n`).join("");
        const leafHashes = entries.map(() => Buffer.alloc(32));
        return { batch, entries: Buffer.from(bytes), tokens: Buffer.alloc(8, tenant), leafHashes };
      },
      async post(tenant: TenantId, { batch, entries, tokens }: SealedBatch): Promise<void> {
        if (refusing > 0) {
          refusing -= 1;
          throw new Error("the database is away");
        }
        expect(tokens).toEqual(Buffer.alloc(8, tenant));
        const name = `${tenant}.${batch}`;
        expect(batches.get(name) ?? entries.toString()).toBe(entries.toString());
        batches.set(name, entries.toString());
      },
      onFailure: (error: unknown) => failures.push(error),
    }),
  };
}

type Table = ReturnType<typeof aTable>;

async function opened(table: Table, directory: string): Promise<Daybook<string>> {
  const daybook = await openDaybook<string>(table.ports(directory));
  undo.push(() => daybook.close().catch(() => undefined));
  return daybook;
}

/** What is on the disk at this moment, as a server finds it that starts after this one was killed. */
function killed(directory: string): string {
  const found = aDirectory();
  for (const name of readdirSync(directory)) writeFileSync(join(found, name), readFileSync(join(directory, name)));
  return found;
}

describe.each([
  { disk: "a disk worth waiting for", milliseconds: 0 },
  { disk: "a disk that another thread waits for", milliseconds: 2 },
])("on $disk", ({ milliseconds }) => {
  beforeEach(() => {
    clock = () => (time += milliseconds);
  });

  test("entries of one moment and of several organisations each get the place that they are told", async () => {
    const table = aTable();
    const daybook = await opened(table, aDirectory());
    const told = await Promise.all(
      Array.from({ length: 300 }, async (_, n) => {
        const tenant = n % 3 === 0 ? other : one;
        const { batch, ordinal } = await daybook.write(tenant, [`a${n}`, `b${n}`]);
        return [`${tenant}.${batch}.${ordinal} a${n}`, `${tenant}.${batch}.${ordinal + 1} b${n}`];
      }),
    );
    await daybook.settle();
    expect(table.texts().sort()).toEqual(told.flat().sort());
  });

  test("an entry is posted by itself within a second", async () => {
    const table = aTable();
    const daybook = await opened(table, aDirectory());
    await daybook.write(one, ["x"]);
    await expect.poll(() => table.texts().length, { timeout: 10_000 }).toBe(1);
  });

  test("what was written before the process was killed is posted by the next, once", async () => {
    const table = aTable();
    const directory = aDirectory();
    const daybook = await opened(table, directory);
    await daybook.write(one, ["posted"]);
    await daybook.settle();
    await daybook.write(one, ["not posted"]);
    await daybook.write(other, ["nor this"]);
    const after = aTable();
    const next = killed(directory);
    await opened(after, next);
    expect(after.texts().map((text) => text.replace(/^\S+ /, ""))).toEqual(["posted", "not posted", "nor this"]);
    const again = await opened(after, killed(next));
    await again.settle();
    expect(after.texts()).toHaveLength(3);
  });

  test("a record that was cut by the kill is left out, with what lies behind it; those before it are not", async () => {
    const directory = aDirectory();
    const daybook = await opened(aTable(), directory);
    for (const text of ["first", "second", "third"]) await daybook.write(one, [text]);
    const found = killed(directory);
    const path = join(found, "page-a");
    const bytes = readFileSync(path);
    const at = bytes.indexOf("second");
    for (const damage of [1, 3]) {
      bytes.writeUInt8(bytes.readUInt8(at + damage) ^ 1, at + damage);
      writeFileSync(path, bytes);
      const table = aTable();
      await opened(table, killed(found));
      expect(table.texts()).toEqual([expect.stringContaining("first")]);
    }
  });

  test("a daybook of which nothing can be read is an empty one", async () => {
    for (const content of [Buffer.alloc(0), Buffer.alloc(100), randomBytes(5_000), Buffer.alloc(pageBytes, 0xff)]) {
      const directory = aDirectory();
      writeFileSync(join(directory, "page-a"), content);
      const table = aTable();
      const daybook = await opened(table, directory);
      expect(table.texts()).toEqual([]);
      await daybook.write(one, ["x"]);
      await daybook.settle();
      expect(table.texts()).toHaveLength(1);
    }
  });

  test("an earlier page shows nowhere behind a later one in the same file", async () => {
    const directory = aDirectory();
    const table = aTable();
    const daybook = await opened(table, directory);
    for (let page = 0; page < 6; page += 1) {
      for (let n = 0; n < 6 - page; n += 1) await daybook.write(one, [`page ${page}, entry ${n}`]);
      await daybook.settle();
    }
    const after = aTable();
    await opened(after, killed(directory));
    for (const [name, text] of after.batches) expect(table.batches.get(name)).toBe(text);
    expect(after.batches.size).toBe(2);
  });

  test("what the database refuses is kept and tried again, and whoever waits for it is told", async () => {
    const table = aTable();
    const daybook = await opened(table, aDirectory());
    table.refuse(1);
    await daybook.write(one, ["x"]);
    await expect(daybook.settle()).rejects.toThrow("away");
    await daybook.write(one, ["y"]);
    await expect.poll(() => table.texts().length, { timeout: 10_000 }).toBe(2);
    expect(table.failures).toHaveLength(1);
  });

  test("what couldn't be posted at the end is posted at the next start", async () => {
    const table = aTable();
    const directory = aDirectory();
    const daybook = await opened(table, directory);
    await daybook.write(one, ["x"]);
    table.refuse(1_000);
    await expect(daybook.close()).rejects.toThrow("away");
    table.refuse(0);
    await opened(table, directory);
    expect(table.texts()).toHaveLength(1);
  });

  test("a daybook that was closed leaves nothing to post", async () => {
    const directory = aDirectory();
    const daybook = await opened(aTable(), directory);
    await daybook.write(one, ["x"]);
    await daybook.close();
    const after = aTable();
    await opened(after, directory);
    expect(after.texts()).toEqual([]);
  });

  test("more than a page holds goes on to the next, and what no page holds into the table at once", async () => {
    const table = aTable();
    const daybook = await opened(table, aDirectory());
    const large = "x".repeat(pageBytes / 3);
    for (let n = 0; n < 7; n += 1) await daybook.write(one, [`${n}${large}`]);
    await daybook.write(one, ["y".repeat(pageBytes + 1)]);
    expect(table.texts().some((text) => text.includes("y"))).toBe(true);
    await daybook.settle();
    expect(table.texts()).toHaveLength(8);
    expect(new Set(table.batches.keys()).size).toBe(table.batches.size);
  });

  test("an entry that could not be sealed is refused, and the next gets its place", async () => {
    const table = aTable();
    const ports = table.ports(aDirectory());
    let failing = true;
    const daybook = await openDaybook<string>({
      ...ports,
      seal: (...given) => (failing ? Promise.reject(new Error("no key")) : ports.seal(...given)),
    });
    undo.push(() => daybook.close());
    await expect(daybook.write(one, ["x"])).rejects.toThrow("no key");
    failing = false;
    expect((await daybook.write(one, ["y"])).ordinal).toBe(0);
    await daybook.settle();
    expect(table.texts()).toHaveLength(1);
  });
});
