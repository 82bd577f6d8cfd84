import { expect, test } from "vitest";
import { type FileOutcome, closingText, filesForSecondRun, merged } from "./run-outcome.ts";

const journey = { file: "test/journeys/a.journey.ts", passed: 3, failed: 2, skipped: 1 };
const sound = { file: "src/b.test.ts", passed: 4, failed: 0, skipped: 0 };

test("a few files that failed run once more; many don't, nor any beside leaks and errors", () => {
  const database = { ...journey, file: "src/c.db.test.ts" };
  const of = (files: readonly FileOutcome[], beside = 0) => filesForSecondRun({ files, beside });
  expect(of([sound, journey, database])).toEqual([journey.file, database.file]);
  expect(of([journey], 1)).toEqual([]);
  expect(of(["1", "2", "3", "4"].map((file) => ({ ...journey, file })))).toEqual([]);
});

test("the last line counts a file's second run instead of its first, and tells of it", () => {
  const first = { files: [journey, sound], beside: 0 };
  expect(closingText(first)).toBe("7 passed, 2 failed, 1 skipped");
  const passed = { files: [{ ...journey, passed: 5, failed: 0 }], beside: 0 };
  expect(closingText(merged(first, passed), 1)).toBe("9 passed, 0 failed, 1 skipped, 1 file at the second run");
  expect(closingText(merged(first, { ...passed, beside: 1 }), 1)).toContain("1 failed");
});
