import { language } from "../language/index.ts";
import { latinDigits } from "./latin-digits.ts";

const english = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
/** As the reader's language shortens them, without the sign that says so. */
const format = new Intl.DateTimeFormat(language.tag, { month: "short", timeZone: "UTC", calendar: "gregory" });
const theirs = english.map((_, month) =>
  format
    .format(Date.UTC(2026, month, 1))
    .replaceAll(/[^\p{L}\p{M}]/gu, "")
    .toLowerCase(),
);
const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const numbers = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
const words = /^(\d{1,2})[/. -]?(\p{L}[\p{L}\p{M}॰]{1,11})\.?[/. -]?,?\s?(\d{4})$/u;

/**
 * A full date as people type it, to `1948-03-12`: `12/03/1948` (day first), `12.3.1948`, `12 Mar 1948`, `12-Mar-1948`, `1948-03-12`.
 * `03/25/1948` can only be month first, so it is read so. Undefined for anything else and for days that don't exist.
 */
export function typedDate(text: string): string | undefined {
  // A day that was shown comes back with the marks that keep its order.
  const typed = latinDigits(text.replaceAll(/[\u2066-\u2069]/g, "").trim());
  const year = iso.exec(typed);
  if (year !== null) return realDay(Number(year[1]), Number(year[2]), Number(year[3]));
  const plain = numbers.exec(typed);
  if (plain !== null)
    return (
      realDay(Number(plain[3]), Number(plain[2]), Number(plain[1])) ??
      realDay(Number(plain[3]), Number(plain[1]), Number(plain[2]))
    );
  const named = words.exec(typed);
  if (named === null) return undefined;
  const called = named[2]?.toLowerCase() ?? "";
  const month = [english, theirs].map((names) => names.findIndex((name) => called.startsWith(name)));
  const found = month.find((index) => index >= 0);
  return found === undefined ? undefined : realDay(Number(named[3]), found + 1, Number(named[1]));
}

function realDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1850 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}
