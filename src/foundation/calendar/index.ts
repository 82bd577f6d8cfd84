export { beginningOfDay } from "./beginning-of-day.ts";
export {
  dayMilliseconds,
  dayNumber,
  dayText,
  daysAround,
  laterDay,
  mondayOf,
  weekdayNumber,
  weekdayOf,
  weekdays,
} from "./days.ts";
export type { Weekday } from "./days.ts";
export { instantAt, localDay, localMinute, minutesAhead, minutesOf } from "./local-time.ts";
