import { expect, test } from "vitest";
import { lastsText } from "./lasts-text.ts";

test("lengths are told in the largest unit that fits", () => {
  expect([1, 60, 90, 240, 1440, 4320].map(lastsText)).toEqual([
    "1 minute",
    "1 hour",
    "90 minutes",
    "4 hours",
    "1 day",
    "3 days",
  ]);
});
