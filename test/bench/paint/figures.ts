import { table } from "../load/report.ts";
import type { Taken } from "./watch.ts";

export interface Measured {
  readonly name: string;
  readonly taken: readonly Taken[];
  /** Processor time of the server and its database for all of them, in milliseconds. */
  readonly server: number;
}

export interface Loaded {
  readonly name: string;
  readonly milliseconds: readonly number[];
  /** As of interactions. */
  readonly server: number;
}

/** The nearest rank. */
export function rankOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const whole = (value: number) => value.toFixed(0);

/** Interactions, slowest first. */
export function interactionTable(all: readonly Measured[], aim: number): string {
  const rows = all
    .map(({ name, taken, server }) => {
      const of = (field: keyof Taken) => taken.map((one) => one[field]);
      const paint = of("toPaint");
      return { name, paint: rankOf(paint, 0.75), most: Math.max(...paint), of, server: server / taken.length };
    })
    .sort((a, b) => b.paint - a.paint)
    .map(({ name, paint, most, of, server }) => [
      name,
      whole(paint),
      whole(most),
      paint <= aim ? "yes" : "NO",
      whole(rankOf(of("thread"), 0.5)),
      whole(rankOf(of("answer"), 0.5)),
      whole(server),
    ]);
  const head = [
    "interaction",
    "to paint, p75",
    "most",
    `<= ${aim}`,
    "page's thread",
    "longest answer",
    "server's processor",
  ];
  return table(head, rows);
}

export function loadTable(all: readonly Loaded[], aim: number): string {
  const rows = all.map(({ name, milliseconds, server }) => {
    const paint = rankOf(milliseconds, 0.75);
    return [
      name,
      whole(paint),
      whole(Math.max(...milliseconds)),
      paint <= aim ? "yes" : "NO",
      whole(server / milliseconds.length),
    ];
  });
  return table(["page", "largest paint, p75", "most", `<= ${aim}`, "server's processor"], rows);
}
