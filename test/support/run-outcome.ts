import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

export interface FileOutcome {
  /** Relative to the project's root. */
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface RunOutcome {
  readonly files: readonly FileOutcome[];
  /** What failed beside tests: errors that nobody caught, and leaks. */
  readonly beside: number;
}

const keptAt = ".tmp/tests-outcome.json";
/** More than these at once is no chance. */
const mostByChance = 3;

export function keepOutcome(outcome: RunOutcome): void {
  mkdirSync(".tmp", { recursive: true });
  writeFileSync(keptAt, JSON.stringify(outcome));
}

/** Takes what the last run kept. Undefined when it ended before it kept anything. */
export function takeOutcome(): RunOutcome | undefined {
  try {
    const outcome = JSON.parse(readFileSync(keptAt, "utf8")) as RunOutcome;
    rmSync(keptAt);
    return outcome;
  } catch {
    return undefined;
  }
}

/** The files that deserve a second run, alone and from their beginning: a journey's tests need each other. None when what failed
 *  can't be put down to chance: a busy machine, or a number drawn. */
export function filesForSecondRun({ files, beside }: RunOutcome): readonly string[] {
  const failed = files.filter((file) => file.failed > 0);
  if (beside > 0 || failed.length > mostByChance) return [];
  return failed.map(({ file }) => file);
}

/** The first run's outcome, with the second's in place of what ran again. */
export function merged(first: RunOutcome, second: RunOutcome): RunOutcome {
  const again = new Set(second.files.map(({ file }) => file));
  return {
    files: [...first.files.filter(({ file }) => !again.has(file)), ...second.files],
    beside: first.beside + second.beside,
  };
}

/** @param again how many files ran twice */
export function closingText({ files, beside }: RunOutcome, again = 0): string {
  const sum = (of: "passed" | "failed" | "skipped") => files.reduce((total, file) => total + file[of], 0);
  const skipped = sum("skipped") === 0 ? "" : `, ${sum("skipped")} skipped`;
  const twice = again === 0 ? "" : `, ${again} ${again === 1 ? "file" : "files"} at the second run`;
  return `${sum("passed")} passed, ${sum("failed") + beside} failed${skipped}${twice}`;
}
