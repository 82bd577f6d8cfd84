import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { columnOf } from "./gather-rows.ts";
import { type Segment, packSegment, unpackSegment } from "./segment.ts";
import { packFormerSegment } from "./testing/former-archive.ts";

const rows = 700;
const noise = randomBytes(2_000);
const column = (make: (row: number) => Buffer | undefined) => Array.from({ length: rows }, (_, row) => make(row));
function int8(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
function entry(keyNo: number, sealed: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(sealed.length);
  return Buffer.concat([int8(keyNo), length, sealed]);
}
const keyNoOf = (row: number) => 1_770_000_000_000_000 + (row % 70) * 977;
const columns = [
  ["position", "int8"],
  ["key_no", "int8"],
  ["follows", "text"],
  ["entries", "bytea"],
  ["gone", "bool"],
].map(([name = "", type = ""]) => ({ name, type }));
const pack = (rows: Segment) => packSegment({ ...rows, values: rows.values.map(columnOf) });
const segment = (table: string): Segment => ({
  table,
  columns,
  values: [
    column((row) => int8(1_770_000_000_000_000 + row * 611)),
    column((row) => (row === 5 ? undefined : int8(keyNoOf(row)))),
    column((row) => (row % 3 === 0 ? undefined : Buffer.from("x".repeat(row % 5)))),
    column((row) =>
      Buffer.concat(
        Array.from({ length: 1 + (row % 4) }, (_, n) =>
          entry(keyNoOf(row + n), noise.subarray((row * 7 + n) % 1_000, 900 + ((row * 7 + n) % 1_000))),
        ),
      ),
    ),
    column((row) => Buffer.of(row % 2)),
  ],
});

test("rows come back as they were, sealed bytes take their length, and numbers hardly any", async () => {
  const before = segment("ledger_batch");
  const packed = await pack(before);
  expect(await unpackSegment(packed)).toEqual(before);
  expect((await pack(before)).equals(packed)).toBe(true);
  const sealed = (before.values[3] ?? []).reduce((sum, value) => sum + (value?.length ?? 0) - 12, 0);
  const entries = rows * 2.5;
  expect(packed.length - sealed).toBeLessThan(3 * entries);
  expect((await unpackSegment(await pack({ ...before, values: columns.map(() => []) }))).values[0]).toEqual([]);
});

test("what is no list of entries is kept byte by byte, and files of the format before open", async () => {
  const batches = segment("ledger_batch");
  const odd = { ...batches, values: batches.values.map((values) => values.with(7, noise.subarray(0, 11))) };
  expect(await unpackSegment(await pack(odd))).toEqual(odd);
  expect(await unpackSegment(packFormerSegment(odd))).toEqual(odd);
  for (const spoilt of [Buffer.of(7), Buffer.of(7, 0, 0, 0, 1, 9), Buffer.alloc(40), Buffer.alloc(0)])
    await expect(unpackSegment(spoilt)).rejects.toThrow();
});
