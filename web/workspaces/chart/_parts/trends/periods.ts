import { say } from "../results/words/index.ts";
import type { PeriodKey } from "./period-key.ts";
import type { Extent } from "./scale.ts";
import type { Series } from "./series.ts";

export const periods: readonly {
  readonly key: PeriodKey;
  readonly label: string;
  readonly days: number | undefined;
}[] = [
  { key: "7d", label: say("days7"), days: 7 },
  { key: "30d", label: say("days30"), days: 30 },
  { key: "6m", label: say("months6"), days: 183 },
  { key: "1y", label: say("year1"), days: 365 },
  { key: "5y", label: say("years5"), days: 1826 },
  { key: "all", label: say("allTime"), days: undefined },
];

const dayMilliseconds = 86_400_000;

/** The span of time that a period shows, with a little air after now so that today's reading isn't cut. */
export function periodExtent(key: PeriodKey, series: readonly Series[], now: number): Extent {
  const days = periods.find((period) => period.key === key)?.days;
  const newest = Math.max(now, ...series.map((one) => one.points.at(-1)?.at ?? now));
  if (days !== undefined) return { low: now - days * dayMilliseconds, high: newest + days * dayMilliseconds * 0.01 };
  const oldest = Math.min(...series.map((one) => one.points[0]?.at ?? now), newest - 30 * dayMilliseconds);
  const air = (newest - oldest) * 0.015;
  return { low: oldest - air, high: newest + air };
}

/** The shortest period with at least three readings of something; a sparse chart opens on everything. */
export function openingPeriod(series: readonly Series[], now: number): PeriodKey {
  for (const { key, days } of periods) {
    if (days === undefined || days < 183) continue;
    if (series.some((one) => one.points.filter((point) => point.at >= now - days * dayMilliseconds).length >= 6))
      return key;
  }
  return "all";
}
