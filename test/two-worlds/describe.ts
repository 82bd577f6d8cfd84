import type { Difference, Timing } from "./compare-worlds.ts";

const around = 160;

/** Where two answers part, and what was asked. */
export function describeDifference({ observer, ask, answers: [a, b] }: Difference): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const part = (text: string) => text.slice(Math.max(0, at - 60), at + around);
  return [
    `${observer}: ${ask.method} ${ask.url}`,
    ...(ask.body === undefined ? [] : [`  body ${ask.body.slice(0, 400)}`]),
    `  first  …${part(a)}…`,
    `  second …${part(b)}…`,
  ].join("\n");
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** How far the two worlds' response times tell them apart: medians, and the chance that one drawn from the first is longer than
 *  one drawn from the second (0.50: not at all). */
export function timingTable(timings: readonly Timing[]): string {
  const kinds = [...new Set(timings.map(({ kind }) => kind))].sort();
  const rows = kinds.map((kind) => {
    const own = timings.filter((one) => one.kind === kind);
    const first = own.map((one) => one.first);
    const second = own.map((one) => one.second);
    return `${kind.padEnd(32)} ${String(own.length).padStart(6)} ${median(first).toFixed(0).padStart(9)} ${median(second).toFixed(0).padStart(9)} ${longer(first, second).toFixed(3).padStart(8)}`;
  });
  return [`${"kind".padEnd(32)}  times  first us second us   longer`, ...rows].join("\n");
}

/** The Mann-Whitney statistic as a share. */
function longer(first: readonly number[], second: readonly number[]): number {
  const all = [...first.map((value) => ({ value, own: 1 })), ...second.map((value) => ({ value, own: 0 }))].sort(
    (a, b) => a.value - b.value,
  );
  const ranks = all.reduce((sum, { own }, index) => sum + own * (index + 1), 0);
  return (ranks - (first.length * (first.length + 1)) / 2) / (first.length * second.length);
}
