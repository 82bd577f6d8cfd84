import { expect, test } from "vitest";
import { hasPlaces, mayBecome, statuses, undoOf } from "./states.ts";

/** Written down once more, by hand: row = from, columns in the order of `statuses`. */
const table = `
  proposed         s p w b . . . . c e
  pending          p s w b . . . . c e
  waitlist         p p s b . . . . c e
  booked           . p w s a . . n c e
  arrived          . . . b s i . n c e
  checked-in       . . . . a s f . c e
  fulfilled        . . . . . i s . . e
  noshow           . . . b a . . s . e
  cancelled        . . w b . . . . s e
  entered-in-error . . . . . . . . . s`;

test("of every pair of states it is known whether one may become the other", () => {
  const rows = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  expect(rows.map(([from]) => from)).toEqual(statuses);
  for (const [index, [, ...marks]] of rows.entries())
    for (const [column, mark] of marks.entries()) {
      const [from = "booked", to = "booked"] = [statuses[index], statuses[column]];
      expect([from, to, mayBecome(from, to)]).toEqual([from, to, mark !== "."]);
    }
});

test("a step back is legal, and leads to where it is legal to come from", () => {
  for (const [from, to] of Object.entries(undoOf)) {
    const [here, there] = [from, to] as [(typeof statuses)[number], (typeof statuses)[number]];
    expect(mayBecome(here, there) && mayBecome(there, here)).toBe(true);
  }
  expect(statuses.filter((status) => hasPlaces[status])).toEqual([
    "pending",
    "booked",
    "arrived",
    "checked-in",
    "fulfilled",
  ]);
});
