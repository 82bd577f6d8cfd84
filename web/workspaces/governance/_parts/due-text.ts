import { say } from "./words/index.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long is left, or how long it is overdue: "Due in 2 days", "Due in 3 h", "Overdue by 1 day". */
export function dueText(dueAt: string, now: Date): string {
  const left = Date.parse(dueAt) - now.getTime();
  return left >= 0 ? say("dueIn", { length: lengthText(left) }) : say("overdueBy", { length: lengthText(-left) });
}

/** When something that is in force ends: "Ends in 3 h". */
export function endsText(endsAt: string, now: Date): string {
  return say("endsIn", { length: lengthText(Math.max(0, Date.parse(endsAt) - now.getTime())) });
}

function lengthText(milliseconds: number): string {
  if (milliseconds >= 2 * day) return say("lengthDays", { count: Math.floor(milliseconds / day) });
  if (milliseconds >= 2 * hour) return say("lengthHours", { count: Math.floor(milliseconds / hour) });
  return say("lengthMinutes", { count: Math.max(1, Math.floor(milliseconds / minute)) });
}
