import type { Measured } from "./compare.ts";
import type { Round } from "./measure.ts";

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** One line of the result: the median round. */
export interface Figures {
  readonly scenario: string;
  readonly base: string;
  readonly perSecond: number;
  readonly resourcesPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly errors: Readonly<Record<string, number>>;
  readonly errorCount: number;
  readonly processorMicroseconds: Readonly<Record<string, number>>;
}

export function figuresOf({ scenario, base, rounds }: Measured): Figures {
  const middle = (of: (round: Round) => number) => median(rounds.map(of));
  const errors: Record<string, number> = {};
  for (const round of rounds)
    for (const [what, count] of Object.entries(round.errors)) errors[what] = (errors[what] ?? 0) + count;
  const parties = Object.keys(rounds[0]?.processorMicroseconds ?? {});
  const perSecond = middle((round) => round.perSecond);
  return {
    scenario: scenario.name,
    base,
    perSecond,
    resourcesPerSecond: perSecond * scenario.resources,
    p50Milliseconds: middle((round) => round.p50Milliseconds),
    p99Milliseconds: middle((round) => round.p99Milliseconds),
    errors,
    errorCount: Object.values(errors).reduce((sum, count) => sum + count, 0),
    processorMicroseconds: Object.fromEntries(
      parties.map((party) => [party, middle((round) => round.processorMicroseconds[party] ?? Number.NaN)]),
    ),
  };
}

export interface Ratio {
  readonly scenario: string;
  /** Throughput of the first base over that of the second: median, smallest and largest of the rounds. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Round by round, because rounds that ran next to each other met the same machine. */
export function ratiosOf(measured: readonly Measured[], first: string, second: string): readonly Ratio[] {
  return measured.flatMap(({ scenario, base, rounds }) => {
    const other = measured.find((one) => one.scenario === scenario && one.base === second);
    if (base !== first || other === undefined) return [];
    const ratios = rounds.map((round, index) => round.perSecond / (other.rounds[index]?.perSecond ?? Number.NaN));
    return [{ scenario: scenario.name, median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) }];
  });
}

/** Columns of text, the first to the left and the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

export function figuresTable(figures: readonly Figures[]): string {
  const parties = [...new Set(figures.flatMap(({ processorMicroseconds }) => Object.keys(processorMicroseconds)))];
  const head = [
    "scenario",
    "base",
    "requests/s",
    "resources/s",
    "p50 ms",
    "p99 ms",
    "errors",
    ...parties.map((party) => `${party} us`),
  ];
  const rows = figures.map((one) => [
    one.scenario,
    one.base,
    one.perSecond.toFixed(0),
    one.resourcesPerSecond.toFixed(0),
    one.p50Milliseconds.toFixed(1),
    one.p99Milliseconds.toFixed(1),
    String(one.errorCount),
    ...parties.map((party) => one.processorMicroseconds[party]?.toFixed(0) ?? ""),
  ]);
  return table(head, rows);
}

export function ratiosTable(ratios: readonly Ratio[], first: string, second: string): string {
  const rows = ratios.map(({ scenario, ...one }) => [
    scenario,
    one.median.toFixed(2),
    one.least.toFixed(2),
    one.most.toFixed(2),
  ]);
  return table([`${first} / ${second}`, "median", "least", "most"], rows);
}

/** What went wrong, a line each. */
export function errorLines(figures: readonly Figures[]): readonly string[] {
  return figures.flatMap(({ scenario, base, errors }) =>
    Object.entries(errors).map(([what, count]) => `${base} ${scenario}: ${count} x ${what}`),
  );
}
