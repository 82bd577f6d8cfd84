import { type Calendar, type Day, type Moment, weekday } from "../calendar.ts";
import { type CareProvider, providerNamed } from "../staff.ts";
import type { Site } from "./practices.ts";

interface Stretch {
  readonly from: Moment;
  readonly until: Moment;
}

/** Leave, a closure, or a room out of use. */
export interface Absence extends Stretch {
  readonly who:
    | { readonly kind: "provider"; readonly provider: CareProvider }
    | { readonly kind: "site"; readonly site: Site }
    | { readonly kind: "room"; readonly site: Site; readonly room: string };
  readonly label: string;
}

/** What keeps the clinic from working as usual in the days around today. */
export function absencesAround({ today }: Pick<Calendar, "today">): readonly Absence[] {
  const leave = { from: { day: today + 1, minute: 0 }, until: { day: today + 4, minute: 0 } };
  const training = next(today, (day) => weekday(day) === 3);
  const inspection = next(today - 1, (day) => weekday(day) !== 0);
  return [
    { who: { kind: "provider", provider: providerNamed("gwilym.prosser") }, ...leave, label: "Annual leave" },
    { who: { kind: "room", site: "wherry-street", room: "Consulting room 2" }, ...leave, label: "Being painted" },
    {
      who: { kind: "site", site: "signal-street" },
      from: { day: training, minute: 13 * 60 },
      until: { day: training, minute: 17 * 60 },
      label: "Staff training",
    },
    {
      who: { kind: "room", site: "wherry-street", room: "Rehab gym" },
      from: { day: inspection, minute: 12 * 60 + 30 },
      until: { day: inspection, minute: 13 * 60 + 15 },
      label: "Equipment inspection",
    },
  ];
}

function next(after: Day, fits: (day: Day) => boolean): Day {
  let day = after + 1;
  while (!fits(day)) day += 1;
  return day;
}

/** Whether somebody can't be booked at a site from a minute of a day on. */
export function isAway(
  absences: readonly Absence[],
  { provider, site }: { readonly provider: CareProvider; readonly site: Site },
  { day, minute }: Moment,
  minutes: number,
): boolean {
  const at = (moment: Moment) => moment.day * 1440 + moment.minute;
  const from = day * 1440 + minute;
  return absences.some(
    ({ who, ...stretch }) =>
      ((who.kind === "provider" && who.provider === provider) || (who.kind === "site" && who.site === site)) &&
      at(stretch.from) < from + minutes &&
      from < at(stretch.until),
  );
}
