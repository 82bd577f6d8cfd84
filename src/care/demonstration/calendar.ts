/** A civil day: whole days since 1970-01-01. Arithmetic on it knows nothing of zones or hours. */
export type Day = number;

/** A moment on the wall clock of the organisation's home zone. */
export interface Moment {
  readonly day: Day;
  /** Minutes since local midnight. */
  readonly minute: number;
}

export interface Calendar {
  readonly today: Day;
  readonly now: Moment;
  /** FHIR instant with the home zone's offset. */
  instant(moment: Moment): string;
  isPast(moment: Moment): boolean;
}

const dayMilliseconds = 86_400_000;
const quarterMilliseconds = 900_000;

/**
 * @param today any ISO 8601 instant
 * @param homeTimeZone IANA name
 */
export function createCalendar(today: string, homeTimeZone: string): Calendar {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: homeTimeZone, timeZoneName: "longOffset" });
  // Asking costs much, thousands of events ask, and clocks change on the quarter of an hour.
  const offsets = new Map<number, number>();
  const offsetMinutes = (instant: number): number => {
    const quarter = Math.floor(instant / quarterMilliseconds);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const name = format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
    const offset = (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
    offsets.set(quarter, offset);
    return offset;
  };
  const now = Date.parse(today);
  if (Number.isNaN(now)) throw new RangeError("today is not an ISO 8601 instant");
  const local = now + offsetMinutes(now) * 60_000;
  const nowMoment: Moment = {
    day: Math.floor(local / dayMilliseconds),
    minute: Math.floor((local % dayMilliseconds) / 60_000),
  };
  return {
    today: nowMoment.day,
    now: nowMoment,
    instant(moment) {
      const wall = moment.day * dayMilliseconds + moment.minute * 60_000;
      const offset = offsetMinutes(wall - offsetMinutes(wall) * 60_000);
      const sign = offset < 0 ? "-" : "+";
      const clock = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
        String(part).padStart(2, "0"),
      );
      return `${new Date(wall).toISOString().slice(0, 19)}${sign}${clock.join(":")}`;
    },
    isPast: (moment) =>
      moment.day < nowMoment.day || (moment.day === nowMoment.day && moment.minute <= nowMoment.minute),
  };
}

/** FHIR date. */
export function dateText(day: Day): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  return Math.floor(Date.UTC(year, month - 1, dayOfMonth) / dayMilliseconds);
}

export function yearOf(day: Day): number {
  return new Date(day * dayMilliseconds).getUTCFullYear();
}

/** 0 is Sunday. */
export function weekday(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Completed years of life on `day`. */
export function ageOn(birth: Day, day: Day): number {
  const [from, to] = [new Date(birth * dayMilliseconds), new Date(day * dayMilliseconds)];
  const years = to.getUTCFullYear() - from.getUTCFullYear();
  const birthdayPassed =
    to.getUTCMonth() > from.getUTCMonth() ||
    (to.getUTCMonth() === from.getUTCMonth() && to.getUTCDate() >= from.getUTCDate());
  return birthdayPassed ? years : years - 1;
}

/** For prose: 07-Mar-2026. */
export function spokenDate(day: Day): string {
  const date = new Date(day * dayMilliseconds);
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
    date.getUTCMonth()
  ];
  return `${String(date.getUTCDate()).padStart(2, "0")}-${month}-${date.getUTCFullYear()}`;
}
