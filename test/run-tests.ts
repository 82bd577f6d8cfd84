// Runs the tests, and files that a busy machine may have failed once more. `npm test -- --sweeps` runs the sweeps, too; `npm test -- <words for
// vitest>` hands words on, and then nothing is left out but by them.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { closingText, filesForSecondRun, merged, takeOutcome } from "./support/run-outcome.ts";

async function vitest(words: readonly string[]): Promise<number> {
  const child = spawn("vitest", ["run", ...words], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(signal === null ? (code ?? 1) : 1));
  });
}

const asked = process.argv.slice(2);
if (asked.length === 0) process.env["WARDBOOK_SWEEPS"] = "without";
takeOutcome();
process.exitCode = await vitest(asked.filter((word) => word !== "--sweeps"));
const first = takeOutcome();
const files = first === undefined || process.exitCode === 0 ? [] : filesForSecondRun(first);
if (first !== undefined && files.length > 0) {
  process.stdout.write(`\nOnce more, by themselves:\n${files.map((file) => `  ${file}\n`).join("")}`);
  process.exitCode = await vitest(files);
  const second = takeOutcome();
  if (second === undefined) process.exitCode ||= 1;
  else {
    const line = closingText(merged(first, second), files.length);
    writeFileSync(".tmp/tests-closing-line", `${line}\n`);
    process.stdout.write(`${files.map((file) => `ran twice: ${file}\n`).join("")}${line}\n`);
  }
}
