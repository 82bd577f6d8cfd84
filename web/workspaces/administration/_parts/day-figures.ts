export type DayCount = { readonly day: string; readonly entries: number };

/** What the plot of entries per day comes to. */
export function dayFigures(days: readonly DayCount[]): {
  readonly total: number;
  readonly most: DayCount | undefined;
  readonly perDay: number;
} {
  const total = days.reduce((sum, one) => sum + one.entries, 0);
  const most = days.reduce<DayCount | undefined>(
    (best, one) => (best === undefined || one.entries > best.entries ? one : best),
    undefined,
  );
  return { total, most, perDay: days.length === 0 ? 0 : Math.round(total / days.length) };
}

/** The last `count` days up to the latest one, those without an entry filled in. */
export function lastDays(days: readonly DayCount[], count: number, today: string): readonly DayCount[] {
  const known = new Map(days.map((one) => [one.day, one.entries]));
  const end = Date.parse(`${days.at(-1)?.day ?? today}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(end - (count - 1 - index) * 86_400_000).toISOString().slice(0, 10);
    return { day, entries: known.get(day) ?? 0 };
  });
}
