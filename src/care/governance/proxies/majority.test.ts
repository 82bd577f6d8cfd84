import { expect, test } from "vitest";
import { jurisdictions, lastDayOfChildhood, majorities } from "./majority.ts";

test("childhood ends the day before somebody comes of age, and rather early than late", () => {
  for (const [born, last] of [
    ["2016-06-11", "2034-06-10"],
    ["2016-01-01", "2033-12-31"],
    // 2034 has no 29 February: whether they come of age on the 28th or on 1 March, this is before.
    ["2016-02-29", "2034-02-27"],
    ["2010-02-28", "2028-02-27"],
    ["2016-06", "2034-05-31"],
    ["2016", "2033-12-31"],
    ["", undefined],
    ["June", undefined],
  ] as const)
    expect(lastDayOfChildhood(born, "england-and-wales"), born).toBe(last);
});

test("each age says where it is written", () => {
  for (const name of jurisdictions) expect(majorities[name].source.url, name).toMatch(/^https:\/\//);
});
