import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { findForbidden } from "./words/forbidden.ts";

const root = join(import.meta.dirname, "..");
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const paths = listed
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)) && statSync(join(root, path)).isFile());

const found = paths.flatMap((path) => findForbidden(path, readFileSync(join(root, path), "latin1")));
for (const sentence of found) console.error(sentence);
console.error(`words: ${found.length} found in ${paths.length} files`);
if (found.length > 0 || paths.length < 100) process.exitCode = 1;
