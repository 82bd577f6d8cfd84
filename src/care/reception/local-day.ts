const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  // Swedish writes days as ISO 8601 does.
  const made = new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  formatters.set(timeZone, made);
  return made;
}

/** The day of a moment in a zone: "2026-03-07". */
export function dayIn(at: number, timeZone: string): string {
  return formatter(timeZone).format(at);
}

/** @param day "2026-03-07" */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return laterDay(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
