import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A core file would hold every open key: this process must not leave one.
 *  @returns false when it couldn't be forbidden, so that the operator can be told */
export function forbidCoreDumps(): boolean {
  spawnSync("prlimit", ["--pid", String(process.pid), "--core=0:0"], { stdio: "ignore" });
  try {
    return /^Max core file size\s+0\s/m.test(readFileSync("/proc/self/limits", "utf8"));
  } catch {
    return false;
  }
}
