import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseSocketDirectory } from "./layout.ts";
import { aDirectory } from "../../../../test/support/directory.ts";

test("puts the socket into the data directory when the path allows", () => {
  const root = aDirectory();
  expect(chooseSocketDirectory(root)).toBe(join(root, "run"));
});

test("finds the same private directory again for a long path", () => {
  const root = join("/", "x".repeat(120));
  const temporary = aDirectory();
  expect(chooseSocketDirectory(root, temporary)).toBe(chooseSocketDirectory(root, temporary));
});

test("refuses a prepared directory that others can write to, and a symlink", () => {
  const root = join("/", "x".repeat(120));
  const open = aDirectory();
  chmodSync(chooseSocketDirectory(root, open), 0o777);
  const refusal = expect.objectContaining({ code: "bundled-postgres/no-socket-directory" });
  expect(() => chooseSocketDirectory(root, open)).toThrow(refusal);

  const linked = aDirectory();
  const name = chooseSocketDirectory(root, aDirectory()).split("/").at(-1) ?? "";
  mkdirSync(join(linked, "elsewhere"));
  symlinkSync(join(linked, "elsewhere"), join(linked, name));
  expect(() => chooseSocketDirectory(root, linked)).toThrow(refusal);
});
