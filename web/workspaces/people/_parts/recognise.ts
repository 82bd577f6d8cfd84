import type { SearchParameters } from "../../../app/api.ts";
import { dateText } from "../../../ui/dates.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import { say } from "../../../ui/words/index.ts";
import { latinDigits } from "../../../ui/latin-digits.ts";

/** What a typed text looks for. */
export type Recognised =
  | { readonly kind: "nothing" }
  /** One letter finds half the house; nothing is asked yet. */
  | { readonly kind: "too-short" }
  /** `says` tells the person how the text was understood, where that isn't plain. */
  | { readonly kind: "search"; readonly parameters: SearchParameters; readonly says?: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const number = /^(?=.*\d)[a-z]{0,6}[\s/-]?[\d\s/-]*\d[a-z]?$/i;
const dateInside =
  /\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[ -]?\p{L}[\p{L}\p{M}॰]{1,11}[ -]?\d{4}/iu;
const yearInside = /\b(18[5-9]\d|19\d\d|20\d\d)\b/;

/** Tells names, dates of birth and numbers apart, and builds the search for `Patient`. */
export function recognise(text: string): Recognised {
  // A label of a list comes back as it was shown, with the marks that isolate its parts.
  const typed = latinDigits(text)
    .replaceAll(/[\u2066-\u2069]/g, "")
    .trim()
    .replaceAll(/\s+/g, " ");
  if (typed === "") return { kind: "nothing" };
  if (uuid.test(typed)) return { kind: "search", parameters: { _id: typed.toLowerCase() }, says: say("recordId") };

  const born = bornIn(typed);
  if (born !== undefined) {
    const names = nameWords(born.rest);
    return {
      kind: "search",
      parameters: { birthdate: born.value, ...nameParameter(names) },
      says:
        born.value.length === 4 ? say("bornIn", { year: born.value }) : say("bornOn", { day: dateText(born.value) }),
    };
  }
  if (number.test(typed))
    return {
      kind: "search",
      parameters: { identifier: spellings(typed).map(escapeComma).join(",") },
      says: say("numberIs", { number: typed }),
    };

  const names = nameWords(typed);
  if (names.every((name) => name.length < 2)) return { kind: "too-short" };
  return { kind: "search", parameters: nameParameter(names) };
}

function bornIn(typed: string): { readonly value: string; readonly rest: string } | undefined {
  const inside = dateInside.exec(typed)?.[0];
  const full = inside === undefined ? undefined : typedDate(inside);
  if (inside !== undefined && full !== undefined) return { value: full, rest: typed.replace(inside, " ") };
  const year = yearInside.exec(typed)?.[0];
  const rest = year === undefined ? typed : typed.replace(year, " ");
  // A year beside other digits is part of a number.
  return year === undefined || /\d/.test(rest) ? undefined : { value: year, rest };
}

function nameWords(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((word) => /\p{L}/u.test(word) && !/^(born|b|dob|\*)$/i.test(word));
}

/** Each word has to begin some part of the name, in whichever order they were typed. */
function nameParameter(names: readonly string[]): SearchParameters {
  return names.length === 0 ? {} : { name: names };
}

/** Numbers are found whole, however they are grouped on the card. */
function spellings(typed: string): readonly string[] {
  const upper = typed.toUpperCase();
  return [...new Set([typed, upper, upper.replaceAll(/[\s-]/g, "")])];
}

function escapeComma(text: string): string {
  return text.replaceAll(/[\\,$|]/g, "\\$&");
}
