import { dateText, dateTimeText, timeText } from "../../../ui/dates.ts";
import { say } from "../words/index.ts";

/** From when to when; a day that is the same at both ends is told once. */
export function spanText(from: string, until: string): string {
  const end = dateText(from) === dateText(until) ? timeText(until) : dateTimeText(until);
  return say("span", { from: dateTimeText(from), until: end });
}
