import { say } from "../words/index.ts";

/** "Due in 12 days", "Due today", "Overdue by 1 day". Both are days: "2026-03-31". */
export function daysLeftText(dueOn: string, today: string): string {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / 86_400_000);
  if (days === 0) return say("dueToday");
  return days > 0 ? say("dueIn", { count: days }) : say("overdueBy", { count: -days });
}
