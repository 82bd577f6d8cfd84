import { SearchError } from "./search-error.ts";

export const comparators = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"] as const;
export type Comparator = (typeof comparators)[number];

/** Splits at a separator that no backslash escapes; the escapes stay for `unescapeValue`. */
export function splitEscaped(text: string, separator: string): readonly string[] {
  if (!text.includes("\\")) return text.split(separator);
  const parts: string[] = [];
  let part = "";
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\" && at + 1 < text.length) {
      part += character + text.charAt(at + 1);
      at += 1;
    } else if (character === separator) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  parts.push(part);
  return parts;
}

/** Source: http://hl7.org/fhir/R4/search.html#escaping */
export function unescapeValue(text: string): string {
  return text.includes("\\") ? text.replace(/\\([\\,|$])/g, "$1") : text;
}

/** The comparator that leads a date, number or quantity ("ge2020-01"), `eq` where none does. */
export function splitComparator(text: string): { readonly comparator: Comparator; readonly rest: string } {
  const found = comparators.find((comparator) => text.startsWith(comparator));
  return found === undefined ? { comparator: "eq", rest: text } : { comparator: found, rest: text.slice(2) };
}

export function badValue(parameter: string, expected: string): SearchError {
  return new SearchError("fhir/bad-search-value", `expected ${expected}`, { path: parameter });
}
