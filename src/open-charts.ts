import { screenForCards } from "./assurance/privacy/index.ts";
import { type Chart, type ChartPorts, openChart } from "./custody/chart/index.ts";
import { claimsToBeOurs } from "./custody/signatures/index.ts";

/** The chart, and its rehearsal, which decides and reads as it does and notes nothing. */
export function openCharts(parts: Omit<ChartPorts, "claimsToBeOurs" | "screen">): {
  readonly chart: Chart;
  readonly rehearsal: Chart;
} {
  const ports: ChartPorts = { ...parts, claimsToBeOurs, screen: screenForCards };
  return { chart: openChart(ports), rehearsal: openChart({ ...ports, ledger: unwitnessed }) };
}

/** Takes no entries. Nothing can be written through it: a write needs its entry in the same transaction. */
const unwitnessed = {
  append: () => Promise.reject(new Error("a rehearsal writes nothing")),
  witness: () => Promise.resolve([]),
};
