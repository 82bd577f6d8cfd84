import { expect, test } from "vitest";
import { slowedTitle } from "./place-words.ts";

const since = Date.UTC(2026, 2, 7, 9, 0);
const of = (...attempts: readonly number[]) =>
  attempts.map((one, at) => ({ place: `203.0.113.${at + 1}`, attempts: one, since }));

test("three places are named with their attempts, and more are counted, however many there are", () => {
  const lead = "Slowed, because passwords of many names were tried: ";
  const first = "203.0.113.1 (57 attempts since 07-Mar-2026 09:00 UTC)";
  expect(slowedTitle(of(57), 0)).toBe(`${lead}${first}`);
  expect(slowedTitle(of(57), 1)).toBe(`${lead}${first} and 1 more place`);
  expect(slowedTitle(of(57, 40, 30, 22), 2)).toMatch(/203\.0\.113\.3 \(30 attempts .*\) and 3 more places$/);
  expect(slowedTitle([], 2)).toBe(`${lead}2 places`);
});
