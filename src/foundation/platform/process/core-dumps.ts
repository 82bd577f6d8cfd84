import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

// A limit of 0 stops core files, but not a handler that the kernel pipes the dump to. A limit of 1 byte stops both: no file is that
// short, and the kernel takes it for a handler that has itself crashed. Source: Linux, fs/coredump.c.
const forbidden = ["1:1", "0:0"];

/** A core file would hold every open key: this process must not leave one.
 *  @returns false when it couldn't be forbidden, so that the operator can be told */
export function forbidCoreDumps(): boolean {
  // Who may not raise a limit of 0 keeps it.
  for (const limits of forbidden) {
    const { status } = spawnSync("prlimit", ["--pid", String(process.pid), `--core=${limits}`], { stdio: "ignore" });
    if (status === 0) break;
  }
  try {
    return /^Max core file size\s+[01]\s+[01]\s/m.test(readFileSync("/proc/self/limits", "utf8"));
  } catch {
    return false;
  }
}
