export type DayCount = { readonly day: string; readonly entries: number };

/** What the plot of entries per day comes to. */
export function dayFigures(days: readonly DayCount[]): { readonly total: number; readonly most: DayCount | undefined; readonly perDay: number } {
  const total = days.reduce((sum, one) => sum + one.entries, 0);
  const most = days.reduce<DayCount | undefined>((best, one) => (best === undefined || one.entries > best.entries ? one : best), undefined);
  return { total, most, perDay: days.length === 0 ? 0 : Math.round(total / days.length) };
}
