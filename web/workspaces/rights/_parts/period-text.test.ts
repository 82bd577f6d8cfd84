import { expect, test } from "vitest";
import { periodText } from "./period-text.ts";

test("periods are said as the server says them, and what isn't one stays", () => {
  for (const period of ["one month", "2 months", "one day", "30 days", "without delay"])
    expect(periodText(period)).toBe(period);
});
