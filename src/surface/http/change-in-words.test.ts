import { expect, test } from "vitest";
import { changeInWords } from "./change-in-words.ts";

test("what changed is told with what it was, and what didn't isn't", () => {
  const before = { currency: "INR", taxes: [] as readonly string[], limit: null as string | null };
  const after = { ...before, taxes: ["VAT"], limit: "5" };
  expect(changeInWords(before, after)).toBe('taxes from [] to ["VAT"]; limit from null to "5"');
  expect(changeInWords(before, before)).toBe("nothing changed");
  expect(changeInWords({ words: "" }, { words: "x".repeat(9_000) }).length).toBeLessThan(4_100);
});
