import { dateText, dateTimeText, timeText } from "../../../ui/dates.ts";

/** From when to when; a day that is the same at both ends is told once. */
export function spanText(from: string, until: string): string {
  const end = dateText(from) === dateText(until) ? timeText(until) : dateTimeText(until);
  return `${dateTimeText(from)} to ${end}`;
}
