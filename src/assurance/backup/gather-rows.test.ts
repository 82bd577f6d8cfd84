import { expect, test } from "vitest";
import { columnOf, gatherRows, valuesIn } from "./gather-rows.ts";

const int16 = (value: number) => Buffer.of((value >> 8) & 255, value & 255);
const int32 = (value: number) => Buffer.of(value >> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
const header = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), int32(0), int32(2), Buffer.of(9, 9)]);
const row = (values: readonly (Buffer | undefined)[]) =>
  Buffer.concat([
    int16(values.length),
    ...values.flatMap((value) => (value === undefined ? [int32(-1)] : [int32(value.length), value])),
  ]);

test("rows of COPY's binary form come back column by column, wherever its pieces end", () => {
  const rows = Array.from({ length: 300 }, (_, n) => [
    Buffer.of(n & 255, 1, 2, 3),
    n % 7 === 0 ? undefined : Buffer.alloc(n, n),
    Buffer.alloc(0),
  ]);
  const pieces = [
    Buffer.concat([header, ...rows.slice(0, 100).map(row)]),
    ...rows.slice(100, 103).map(row),
    Buffer.concat([...rows.slice(103).map(row), int16(-1)]),
  ];
  const gathered = gatherRows(3);
  for (const again of [1, 2]) {
    for (const piece of pieces)
      for (let at = gathered.take(piece, 0); at !== undefined; ) at = gathered.take(piece, at);
    expect([again, gathered.rows]).toEqual([again, 300]);
    expect(gathered.bytes).toBe(rows.reduce((sum, one) => sum + row(one).length, 0));
    for (const [place, column] of gathered.columns().entries()) {
      expect(valuesIn(column)).toEqual(rows.map((one) => one[place]));
      expect(columnOf(valuesIn(column))).toEqual(column);
    }
    gathered.clear(3);
  }
});
