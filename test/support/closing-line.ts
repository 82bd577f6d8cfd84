import { mkdirSync, writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one line that any tool can read, and keeps it for whoever runs more after the tests. */
export class ClosingLine implements Reporter {
  readonly #leaks: () => number;

  /** @param leaks how many leaks the run's output had: each counts as a failure */
  constructor(leaks: () => number) {
    this.#leaks = leaks;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: errors.length + this.#leaks(), skipped: 0 };
    let flaky = 0;
    for (const module of modules) {
      // A file that can't be loaded has no tests to count.
      if (module.state() === "failed" && [...module.children.allTests("failed")].length === 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") counts[state] += 1;
        if (test.diagnostic()?.flaky === true) {
          flaky += 1;
          process.stdout.write(`at the second try: ${module.relativeModuleId} > ${test.fullName}\n`);
        }
      }
    }
    const skipped = counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`;
    const again = flaky === 0 ? "" : `, ${flaky} at the second try`;
    const line = `${counts.passed} passed, ${counts.failed} failed${skipped}${again}`;
    mkdirSync(".tmp", { recursive: true });
    writeFileSync(".tmp/tests-closing-line", `${line}\n`);
    // After the summary of the reporter before this one, which prints in the same turn.
    process.once("beforeExit", () => process.stdout.write(`${line}\n`));
  }
}
