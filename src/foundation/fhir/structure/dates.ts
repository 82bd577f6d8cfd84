// Source: http://hl7.org/fhir/R4/datatypes.html#primitive. R4's own patterns, with days checked against the calendar.
const day = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/;
const zone = /(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/;

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Year, year and month, or day of the proleptic Gregorian calendar. */
export function isDate(text: string): boolean {
  const parts = day.exec(text);
  if (parts === null) return false;
  const year = Number(parts[1]);
  if (year === 0) return false;
  if (parts[2] === undefined) return true;
  const month = Number(parts[2]);
  const days = daysInMonth[month - 1];
  if (days === undefined) return false;
  if (parts[3] === undefined) return true;
  const date = Number(parts[3]);
  return date >= 1 && date <= (month === 2 && isLeapYear(year) ? 29 : days);
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** A date, or a day with a time to the second and a time zone. */
export function isDateTime(text: string): boolean {
  return text.length <= 10 ? isDate(text) : isInstant(text);
}

/** A day with a time to the second or finer and a time zone. A leap second (60) is allowed. */
export function isInstant(text: string): boolean {
  if (text.charCodeAt(10) !== 0x54 || !isDate(text.slice(0, 10))) return false;
  const offset = zone.exec(text);
  return offset !== null && isTime(text.slice(11, offset.index));
}

/** A time of day to the second or finer, without time zone. */
export function isTime(text: string): boolean {
  return timeOfDay.test(text);
}
