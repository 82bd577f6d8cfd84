import { say } from "./words/index.ts";

/** "1 hour", "90 minutes", "3 days": how long something lasts. */
export function lastsText(minutes: number): string {
  if (minutes >= 1440 && minutes % 1440 === 0) return say("days", { count: minutes / 1440 });
  if (minutes >= 60 && minutes % 60 === 0) return say("hours", { count: minutes / 60 });
  return say("minutes", { count: minutes });
}
