/** Where and when things are shown. A zone is given in tests; screens use the device's own. */
export type Zone = string | undefined;

export const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const fhirDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

export type CalendarDay = { readonly year: number; readonly month: number; readonly day: number };
export type WallTime = CalendarDay & { readonly hour: number; readonly minute: number; readonly second: number };

const wallClocks = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: Zone): Intl.DateTimeFormat {
  const key = zone ?? "";
  const known = wallClocks.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  wallClocks.set(key, made);
  return made;
}

/** What a clock on the wall of that zone shows at an instant. */
export function wallTime(at: number, zone?: Zone): WallTime {
  const parts: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(at)) parts[type] = Number(value);
  return {
    year: parts["year"] ?? 0,
    month: parts["month"] ?? 1,
    day: parts["day"] ?? 1,
    hour: parts["hour"] ?? 0,
    minute: parts["minute"] ?? 0,
    second: parts["second"] ?? 0,
  };
}

const two = (value: number): string => String(value).padStart(2, "0");

/** 07-Mar-2026. The month in letters, so that no reader can take it for a day. */
export function formatDay({ year, month, day }: CalendarDay): string {
  return `${two(day)}-${monthNames[month - 1] ?? "?"}-${String(year).padStart(4, "0")}`;
}

/** A FHIR date as precise as it is recorded: 07-Mar-2026, Mar-2026 or 2026. A dateTime gives its day in the zone. */
export function formatDate(text: string | undefined, zone?: Zone): string {
  if (text === undefined) return notRecorded;
  const partial = fhirDate.exec(text);
  if (partial !== null) {
    const [, year, month, day] = partial;
    if (month === undefined) return year ?? notRecorded;
    const name = monthNames[Number(month) - 1] ?? "?";
    return day === undefined ? `${name}-${year}` : `${day}-${name}-${year}`;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? notRecorded : formatDay(wallTime(at, zone));
}

/** 14:05 */
export function formatTime(at: number, zone?: Zone): string {
  const { hour, minute } = wallTime(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** 14:05:09 */
export function formatTimeWithSeconds(at: number, zone?: Zone): string {
  const { hour, minute, second } = wallTime(at, zone);
  return `${two(hour)}:${two(minute)}:${two(second)}`;
}

/** 07-Mar-2026 14:05; a date without a time stays a date. */
export function formatDateTime(text: string | undefined, zone?: Zone): string {
  if (text === undefined || fhirDate.test(text)) return formatDate(text, zone);
  const at = Date.parse(text);
  return Number.isNaN(at) ? notRecorded : `${formatDay(wallTime(at, zone))} ${formatTime(at, zone)}`;
}

/** Milliseconds of a FHIR date or dateTime. A partial date counts from its first moment in the zone of the reader. */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const partial = fhirDate.exec(text);
  if (partial !== null) {
    const [, year, month, day] = partial;
    return new Date(
      Number(year),
      month === undefined ? 0 : Number(month) - 1,
      day === undefined ? 1 : Number(day),
    ).getTime();
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

/** "07-Mar-2026 – 12-Mar-2026", "since 07-Mar-2026", "until 12-Mar-2026". */
export function formatPeriod(
  period: { readonly start?: string; readonly end?: string } | undefined,
  zone?: Zone,
): string {
  if (period?.start === undefined)
    return period?.end === undefined ? notRecorded : `until ${formatDate(period.end, zone)}`;
  if (period.end === undefined) return `since ${formatDate(period.start, zone)}`;
  const [start, end] = [formatDate(period.start, zone), formatDate(period.end, zone)];
  return start === end ? start : `${start} – ${end}`;
}

/** What stands where nothing was recorded: never a blank, which could also mean "none". */
export const notRecorded = "Not recorded";
