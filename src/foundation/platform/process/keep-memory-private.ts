import inspector from "node:inspector";
import { CodedError } from "../../kernel/index.ts";
import { forbidCoreDumps } from "./core-dumps.ts";

/** Shuts the ways in which open keys would leave this process without anybody's meaning it: core dumps, the debugger, reports of
 *  crashes, snapshots of the heap. To be called before a key is opened.
 *  @returns false when core dumps couldn't be forbidden, so that the operator can be told
 *  @throws CodedError `process/heap-snapshots` when Node was told to write its memory to files, which can't be taken back */
export function keepMemoryPrivate(): boolean {
  const options = [...process.execArgv, ...(process.env["NODE_OPTIONS"] ?? "").split(/\s+/)];
  const snapshots = options.find((option) => /^--heapsnapshot[-_]/.test(option))?.split("=", 1)[0];
  if (snapshots !== undefined)
    throw new CodedError(
      "process/heap-snapshots",
      `${snapshots} would write every open key to a file: start without it, and look into NODE_OPTIONS`,
    );
  // At this signal Node opens its debugger to every program on this machine, unless the signal is somebody else's.
  process.on("SIGUSR1", () => undefined);
  if (inspector.url() !== undefined) inspector.close();
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnUncaughtException = false;
  report.reportOnSignal = false;
  report.excludeEnv = true;
  return forbidCoreDumps();
}
