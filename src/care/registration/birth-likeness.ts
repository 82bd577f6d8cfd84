/** How two dates of birth stand to one another. */
export type BirthLikeness = "same" | "day-and-month-swapped" | "one-digit" | "same-year" | "different" | "unknown";

const whole = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function swapped(birth: string): string | undefined {
  const [, year, month, day] = whole.exec(birth) ?? [];
  const other = `${year}-${day}-${month}`;
  return year === undefined || month === day || !isDay(other) ? undefined : other;
}

function digitsApart(one: string, other: string): number {
  let apart = 0;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) apart += 1;
  return apart;
}

/** @param stored as FHIR has it: a day, a month or a year */
export function birthLikeness(typed: string | undefined, stored: string | undefined): BirthLikeness {
  if (typed === undefined || stored === undefined) return "unknown";
  if (typed === stored) return "same";
  if (stored.length < typed.length) return typed.startsWith(stored) ? "same-year" : "different";
  if (swapped(typed) === stored) return "day-and-month-swapped";
  if (digitsApart(typed, stored) === 1) return "one-digit";
  return typed.slice(0, 4) === stored.slice(0, 4) ? "same-year" : "different";
}

/** The days that a date of birth may have been meant for: itself, day and month swapped, one digit off. */
export function likelyBirths(typed: string): readonly string[] {
  const digitsAt = [0, 1, 2, 3, 5, 6, 8, 9];
  const year = Number(typed.slice(0, 4));
  const near = digitsAt.flatMap((at) =>
    [..."0123456789"].map((digit) => `${typed.slice(0, at)}${digit}${typed.slice(at + 1)}`),
  );
  const other = swapped(typed);
  const days = [typed, ...(other === undefined ? [] : [other]), ...near].filter(isDay);
  return [...new Set(days)].filter((day) => Math.abs(Number(day.slice(0, 4)) - year) <= 100 && day >= "1850");
}
