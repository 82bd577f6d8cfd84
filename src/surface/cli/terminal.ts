import type { Clock } from "../../foundation/kernel/index.ts";

/** Where a command writes. */
export interface TerminalStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** What a command says, and how. */
export interface Terminal {
  /** What was asked for: to the standard output. */
  say(line: string): void;
  /** What happens meanwhile, and what goes wrong: to the error output. */
  tell(line: string): void;
  readonly paint: Paint;
  /** A line that shows how far something is, until `end`. */
  progress(): ProgressLine;
}

export interface ProgressLine {
  update(step: Step): void;
  /** Takes the line away. */
  end(): void;
}

export interface Step {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly perSecond?: number | undefined;
  readonly secondsLeft?: number | undefined;
  readonly note?: string | undefined;
}

export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

export interface TerminalOptions {
  readonly out: TerminalStream;
  readonly error: TerminalStream;
  /** Colours on a terminal, unless NO_COLOR is set. */
  readonly mayColour: boolean;
  readonly now: Clock;
}

const redrawMilliseconds = 100;
const lineMilliseconds = 5_000;
const widest = 100;

export function openTerminal({ out, error, mayColour, now }: TerminalOptions): Terminal {
  const colour = mayColour && out.isTTY === true && error.isTTY === true;
  const inColour = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  let open = "";

  const clear = () => {
    if (open !== "") error.write("\r\u001b[2K");
  };
  const around = (write: () => void) => {
    clear();
    write();
    if (open !== "") error.write(open);
  };

  return {
    say: (line) => around(() => out.write(`${line}\n`)),
    tell: (line) => around(() => error.write(`${line}\n`)),
    paint: { good: inColour(32), bad: inColour(31), dim: inColour(2), strong: inColour(1) },
    progress() {
      const animated = error.isTTY === true;
      let last = animated ? Number.NEGATIVE_INFINITY : now();
      return {
        update(step) {
          const at = now();
          if (at - last < (animated ? redrawMilliseconds : lineMilliseconds)) return;
          last = at;
          if (!animated) {
            error.write(`${describeStep(step)}\n`);
            return;
          }
          clear();
          open = drawStep(step, Math.min(columnsOf(error), widest));
          error.write(open);
        },
        end() {
          clear();
          open = "";
        },
      };
    },
  };
}

/** Some terminals say that they have none. */
function columnsOf({ columns }: TerminalStream): number {
  return columns === undefined || columns === 0 ? 80 : columns;
}

/** "Importing: 9,421 of 18,198 (51 %), 2,364/s, 4 s left" */
export function describeStep({ label, done, total, perSecond, secondsLeft, note }: Step): string {
  const share = total === 0 ? "" : ` (${Math.floor((done / total) * 100)} %)`;
  const parts = [`${label}: ${count(done)} of ${count(total)}${share}`];
  if (perSecond !== undefined && perSecond > 0) parts.push(`${count(Math.round(perSecond))}/s`);
  if (secondsLeft !== undefined && done < total) parts.push(`${duration(secondsLeft)} left`);
  if (note !== undefined) parts.push(note);
  return parts.join(", ");
}

function drawStep(step: Step, columns: number): string {
  const text = describeStep(step);
  const room = Math.min(30, columns - text.length - 4);
  if (room < 8) return text.slice(0, columns - 1);
  const filled = step.total === 0 ? 0 : Math.round((step.done / step.total) * room);
  return `[${"#".repeat(filled)}${"·".repeat(room - filled)}] ${text}`;
}

const grouped = new Intl.NumberFormat("en-GB");

export function count(number: number): string {
  return grouped.format(number);
}

/** "45 s", "3 min 20 s", "2 h 5 min" */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Columns of text, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
