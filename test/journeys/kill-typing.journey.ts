import { expect, test } from "vitest";
import { typingRounds } from "../recovery/kill-typing.ts";

// The full length is `npm run test:typing`: 100 rounds.
test("a server killed while somebody types loses no word that is older than two seconds, and nothing is saved twice", async () => {
  const told: string[] = [];
  const report = await typingRounds(3, 7, (line) => told.push(line));
  expect(report.faults, told.join("\n")).toEqual([]);
  expect([report.lost, report.doubled]).toEqual([0, 0]);
  // One of each form.
  expect(report.byKind).toEqual({ registration: 1, booking: 1, note: 1 });
}, 240_000);
