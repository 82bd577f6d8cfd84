/** "Due in 12 days", "Due today", "Overdue by 1 day". Both are days: "2026-03-31". */
export function daysLeftText(dueOn: string, today: string): string {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
  const long = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
  if (days === 0) return "Due today";
  return days > 0 ? `Due in ${long}` : `Overdue by ${long}`;
}
