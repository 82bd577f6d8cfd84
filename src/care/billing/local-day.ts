const dayMilliseconds = 24 * 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** "2026-03-07", as calendars of the zone say it. */
export function localDay(at: number, zone: string): string {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}

/** Days since 1970. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMilliseconds);
}

/** The day before and the day after too: an instant's UTC day is one of them. */
export function daysAround(day: string): readonly string[] {
  return [-1, 0, 1].map((by) => new Date((dayNumber(day) + by) * dayMilliseconds).toISOString().slice(0, 10));
}
