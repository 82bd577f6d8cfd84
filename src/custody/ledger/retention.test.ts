import { expect, test } from "vitest";
import { ledgerRetention, withHold, yearsBefore } from "./retention.ts";

const { parse } = ledgerRetention;

test("entries are kept for seven years unless something else was decided, within bounds", () => {
  expect(parse(undefined)).toEqual({ years: 7, holds: [] });
  for (const years of [6, 100]) expect(parse({ years })).toEqual({ years, holds: [] });
  for (const years of [5, 101, 7.5, "7", null])
    expect(() => parse({ years })).toThrow(expect.objectContaining({ code: "ledger/bad-retention" }));
});

test("holds have numbers of their own, and reasons", () => {
  const hold = { at: 1, by: "ops", why: "a claim" };
  const two = withHold(withHold(parse(undefined), hold), hold);
  expect(parse(two).holds.map(({ number }) => number)).toEqual([1, 2]);
  const left = { ...two, holds: two.holds.slice(1) };
  expect(withHold(left, hold).holds.map(({ number }) => number)).toEqual([2, 3]);
  for (const wrong of [
    { ...hold, why: " " },
    { ...hold, why: "x".repeat(501) },
    { by: "ops", why: "no moment" },
  ])
    expect(() => parse({ years: 7, holds: [{ number: 1, ...wrong }] })).toThrow("a hold has a reason");
});

test("years are the calendar's", () => {
  const day = (text: string) => Date.parse(`${text}T10:00:00Z`);
  expect(yearsBefore(day("2026-11-22"), 7)).toBe(day("2019-11-22"));
  expect(yearsBefore(day("2028-02-29"), 7)).toBe(day("2021-03-01"));
});
