#!/usr/bin/env node
// Runs the command line under the Node that came with Wardbook, whatever Node started this file.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { prepare } = require("../scripts/prepare.cjs");
const { enableCompileCache } = require("node:module");
const node = prepare({ web: false });
const program = fileURLToPath(new URL("../src/cli.ts", import.meta.url));

if (node === process.execPath || Number(process.versions.node.split(".")[0]) >= 24) {
  // For a command line built on process.argv: [node, program, ...arguments].
  process.argv[1] = program;
  // Commands are short: half of their time went into reading the program. Where the folder can't be written, it goes without.
  enableCompileCache?.(fileURLToPath(new URL("../node_modules/.cache/wardbook", import.meta.url)));
  await import("../src/cli.ts");
} else {
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  // Ctrl+C reaches the child by itself, which decides when to end; other signals come to this process alone.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    process.stderr.write(`wardbook: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.once("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
