import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { early } from "./longest-first.ts";

test("every file that is run early is still there", () => {
  const files = globSync(["src/**/*.db.test.ts", "test/**/*.db.test.ts", "test/journeys/*.journey.ts"]);
  const gone = early.filter((beginning) => !files.some((file) => file.startsWith(beginning)));
  expect(gone).toEqual([]);
});
