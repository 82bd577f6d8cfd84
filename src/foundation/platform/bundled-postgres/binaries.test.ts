import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { completeSymlinks, findBinaries } from "./binaries.ts";
import { aDirectory } from "../../../../test/support/directory.ts";

test("makes the library links that a held-back install script left out", () => {
  const root = aDirectory();
  mkdirSync(join(root, "native", "lib"), { recursive: true });
  writeFileSync(join(root, "native", "lib", "libx.so.1.2"), "library");
  const links = [{ source: "native/lib/libx.so.1.2", target: "native/lib/libx.so.1" }];
  writeFileSync(join(root, "native", "pg-symlinks.json"), JSON.stringify(links));
  completeSymlinks(root);
  completeSymlinks(root);
  expect(readFileSync(join(root, "native", "lib", "libx.so.1"), "utf8")).toBe("library");
});

test("says what to do on a machine for which npm brings no PostgreSQL", () => {
  expect(() => findBinaries("plan9", "vax")).toThrow(expect.objectContaining({ code: "bundled-postgres/no-binaries" }));
});
