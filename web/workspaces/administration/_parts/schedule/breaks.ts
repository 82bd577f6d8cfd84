import { type TypedHours, spansIn, weekdays } from "../branches/opening.ts";

/** The breaks of a day as it is typed: what lies between its parts. "12:00-13:00"; empty where there are none. */
export function breaksText(text: string): string {
  const spans = (spansIn(text) ?? []).toSorted((a, b) => a.from.localeCompare(b.from));
  const breaks: string[] = [];
  let until = spans[0]?.until ?? "";
  for (const { from, until: next } of spans.slice(1)) {
    if (from > until) breaks.push(`${until}-${from}`);
    if (next > until) until = next;
  }
  return breaks.join(", ");
}

/** Monday's hours on every day until Friday. */
export function likeMonday(hours: TypedHours): TypedHours {
  return { ...hours, tue: hours.mon, wed: hours.mon, thu: hours.mon, fri: hours.mon };
}

export function isEmptyWeek(hours: TypedHours): boolean {
  return weekdays.every(({ day }) => hours[day].trim() === "");
}
