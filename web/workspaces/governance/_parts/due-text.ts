const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long is left, or how long it is overdue: "Due in 2 days", "Due in 3 h", "Overdue by 1 day". */
export function dueText(dueAt: string, now: Date): string {
  const left = Date.parse(dueAt) - now.getTime();
  return left >= 0 ? `Due in ${lengthText(left)}` : `Overdue by ${lengthText(-left)}`;
}

function lengthText(milliseconds: number): string {
  if (milliseconds >= 2 * day) return `${Math.floor(milliseconds / day)} days`;
  if (milliseconds >= 2 * hour) return `${Math.floor(milliseconds / hour)} h`;
  return `${Math.max(1, Math.floor(milliseconds / minute))} min`;
}
