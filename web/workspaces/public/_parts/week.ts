/** @param day "2026-03-07" */
export function laterDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  return laterDay(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}
