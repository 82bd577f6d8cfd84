import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openRotatingFile } from "./rotating-file.ts";

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "wardbook-log-"));
  path = join(directory, "wardbook.log");
});
afterEach(() => rmSync(directory, { recursive: true }));

const line = (number: number) => `${String(number).padStart(9, "0")}\n`;
const rethrow = (error: unknown) => {
  throw error;
};

test("a full file becomes the first of the older ones, while lines go on being written, and none is lost", () => {
  const file = openRotatingFile({ path, largestBytes: 100, kept: 3, onFault: rethrow });
  for (let number = 0; number < 35; number += 1) file.write(line(number));
  file.end();
  const written =
    [3, 2, 1].map((number) => readFileSync(`${path}.${number}`, "utf8")).join("") + readFileSync(path, "utf8");
  expect(written).toBe(Array.from({ length: 35 }, (_, number) => line(number)).join(""));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("the oldest goes", () => {
  const file = openRotatingFile({ path, largestBytes: 50, kept: 2, onFault: rethrow });
  for (let number = 0; number < 40; number += 1) file.write(line(number));
  file.end();
  expect(existsSync(`${path}.3`)).toBe(false);
  expect(readFileSync(`${path}.2`, "utf8").startsWith(line(25))).toBe(true);
});

test("what an earlier run wrote counts", () => {
  writeFileSync(path, "x".repeat(95));
  const file = openRotatingFile({ path, largestBytes: 100, kept: 2, onFault: rethrow });
  file.write(line(1));
  file.end();
  expect(readFileSync(path, "utf8")).toBe(line(1));
  expect(readFileSync(`${path}.1`, "utf8")).toBe("x".repeat(95));
});

test("a folder that is not there is told of, and nothing ends", () => {
  const faults: unknown[] = [];
  const file = openRotatingFile({
    path: join(directory, "absent", "log"),
    largestBytes: 10,
    kept: 1,
    onFault: (error) => faults.push(error),
  });
  file.write(line(1));
  expect(faults).toHaveLength(1);
});
