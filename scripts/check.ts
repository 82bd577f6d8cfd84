import { spawn } from "node:child_process";
import { join } from "node:path";
import { availableParallelism } from "node:os";

/** Every check of the source, each a command under `node_modules/.bin` or a script here. */
const checks = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "tsconfig.json"] },
  { name: "types of the web app", command: ["tsc", "--noEmit", "-p", "web/tsconfig.json"] },
  { name: "types of the journeys", command: ["tsc", "--noEmit", "-p", "test/journeys/tsconfig.json"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--quiet"] },
  { name: "import law", command: ["node", "scripts/check-architecture.ts"] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  { name: "format", command: ["biome", "format", "."] },
  { name: "words", command: ["node", "scripts/check-words.ts"] },
  { name: "reference pages", command: ["node", "scripts/write-reference.ts", "--check"] },
] as const;

type Check = (typeof checks)[number];

const root = join(import.meta.dirname, "..");
const bin = join(root, "node_modules", ".bin");

/** @returns what the check printed, if it failed */
function run({ command: [program, ...args] }: Check): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}`, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code) => resolve(code === 0 ? undefined : output));
  });
}

const waiting = [...checks];
const failed: string[] = [];

async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const complaint = await run(check);
    if (complaint !== undefined) failed.push(check.name);
    console.log(complaint === undefined ? `  kept  ${check.name}` : `BROKEN  ${check.name}\n${complaint.trimEnd()}\n`);
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
console.log(failed.length === 0 ? `all ${checks.length} checks kept` : `broken: ${failed.join(", ")}`);
if (failed.length > 0) process.exitCode = 1;
