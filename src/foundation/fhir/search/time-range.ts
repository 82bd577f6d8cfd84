/** A stretch of time: milliseconds since 1970-01-01T00:00:00Z, `from` included, `until` not; may be infinite. */
export type TimeRange = { readonly from: number; readonly until: number };

export const allTime: TimeRange = { from: -Infinity, until: Infinity };

const dateText =
  /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?$/;

const minute = 60_000;
const day = 86_400_000;

/**
 * The time that a FHIR date, dateTime or instant means at its own precision: a year, a month, a day, a minute, a
 * second or a millisecond (finer digits are cut). Without a time zone it is read as UTC. Undefined for other text.
 */
export function parseTimeRange(text: string): TimeRange | undefined {
  const found = dateText.exec(text);
  if (found === null) return undefined;
  const year = Number(found[1]);
  const month = found[2] === undefined ? undefined : Number(found[2]);
  if (year === 0 || month === 0 || (month ?? 1) > 12) return undefined;
  if (month === undefined) return { from: utc(year, 0, 1), until: utc(year + 1, 0, 1) };
  if (found[3] === undefined) return { from: utc(year, month - 1, 1), until: utc(year, month, 1) };
  const dayOfMonth = Number(found[3]);
  const midnight = utc(year, month - 1, dayOfMonth);
  if (dayOfMonth === 0 || (dayOfMonth > 28 && new Date(midnight).getUTCDate() !== dayOfMonth)) return undefined;
  if (found[4] === undefined) return { from: midnight, until: midnight + day };
  const from = timeOfDay(found);
  if (from === undefined) return undefined;
  const precision =
    found[6] === undefined ? minute : found[7] === undefined ? 1000 : 10 ** Math.max(0, 3 - found[7].length);
  return { from: midnight + from, until: midnight + from + precision };
}

function timeOfDay(found: RegExpExecArray): number | undefined {
  const hours = Number(found[4]);
  const minutes = Number(found[5]);
  const seconds = Number(found[6] ?? 0);
  // A leap second is sixty seconds in: it reads as the second after it.
  if (hours > 23 || minutes > 59 || seconds > 60) return undefined;
  const milliseconds = Number((found[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const offset = zoneMinutes(found[8]);
  return offset === undefined ? undefined : (hours * 60 + minutes - offset) * minute + seconds * 1000 + milliseconds;
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

function utc(year: number, month: number, dayOfMonth: number): number {
  const time = Date.UTC(year, month, dayOfMonth);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  return year > 99 ? time : new Date(0).setUTCFullYear(year, month, dayOfMonth);
}

/** The range from the earliest start to the latest end; undefined for none. */
export function spanOf(ranges: readonly TimeRange[]): TimeRange | undefined {
  if (ranges.length === 0) return undefined;
  return {
    from: Math.min(...ranges.map((range) => range.from)),
    until: Math.max(...ranges.map((range) => range.until)),
  };
}
