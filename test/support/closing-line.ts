import { mkdirSync, writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { type FileOutcome, closingText, keepOutcome } from "./run-outcome.ts";

/** Ends a run with one line that any tool can read, and keeps what became of each file for whoever runs more after the tests. */
export class ClosingLine implements Reporter {
  readonly #leaks: () => number;

  /** @param leaks how many leaks the run's output had: each counts as a failure */
  constructor(leaks: () => number) {
    this.#leaks = leaks;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const outcome = { files: modules.map(outcomeOf), beside: errors.length + this.#leaks() };
    keepOutcome(outcome);
    const line = closingText(outcome);
    mkdirSync(".tmp", { recursive: true });
    writeFileSync(".tmp/tests-closing-line", `${line}\n`);
    // After the summary of the reporter before this one, which prints in the same turn.
    process.once("beforeExit", () => process.stdout.write(`${line}\n`));
  }
}

function outcomeOf(module: TestModule): FileOutcome {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    if (state !== "pending") counts[state] += 1;
  }
  // A file that can't be loaded has no tests to count.
  if (module.state() === "failed" && counts.failed === 0) counts.failed = 1;
  return { file: module.relativeModuleId, ...counts };
}
