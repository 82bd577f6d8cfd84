import { expect, test } from "vitest";
import { countsText } from "./counts-text.ts";

test("what there is none of is left out", () => {
  expect(countsText({ open: 0, overdue: 0, mine: 0 })).toBe("Nothing to do");
  expect(countsText({ open: 3, overdue: 0, mine: 0 })).toBe("3 to do");
  expect(countsText({ open: 3, overdue: 1, mine: 2 })).toBe("3 to do, 1 overdue, 2 with you");
});
