import { expect, test } from "vitest";
import { spanText } from "./span-text.ts";

test("the same day is told once", () => {
  expect(spanText("2026-03-07T09:00:00", "2026-03-07T11:30:00")).toBe("07-Mar-2026 09:00 to 11:30");
  expect(spanText("2026-03-07T09:00:00", "2026-03-08T09:00:00")).toBe("07-Mar-2026 09:00 to 08-Mar-2026 09:00");
});
