import { expect, test } from "vitest";
import { datesIn } from "./dates-in.ts";

test("days within a sentence are written so that nobody misreads them", () => {
  expect(datesIn("Nora Halloran, born 1948-02-29")).toBe("Nora Halloran, born 29-Feb-1948");
  expect(datesIn("ticket 2026-11-220 stays")).toBe("ticket 2026-11-220 stays");
});
