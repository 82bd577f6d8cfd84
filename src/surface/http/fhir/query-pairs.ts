import { HttpError } from "./outcome.ts";

export type Pairs = readonly (readonly [string, string])[];

const mostParts = 200;

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw new HttpError("http/malformed-request", "a parameter is not percent-encoded UTF-8", { cause });
  }
}

/** The pairs of a query or form, in order, repeated names kept. @throws HttpError `http/malformed-request` */
export function parsePairs(query: string): Pairs {
  if (query === "") return [];
  const pairs: (readonly [string, string])[] = [];
  // One more than allowed shows that there are too many, without splitting them all.
  const parts = query.split("&", mostParts + 1);
  if (parts.length > mostParts) throw new HttpError("http/malformed-request", `at most ${mostParts} parameters`);
  for (const part of parts) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    pairs.push(equals === -1 ? [decode(part), ""] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]);
  }
  return pairs;
}
