/** What kinds of identifiers are found in free text. Each is one of the 18 of 45 CFR 164.514(b)(2)(i); `national` widens (G) to the
 *  numbers that other countries give, and `age` is what (C) says of those over 89. */
export const spanKinds = [
  "name",
  "place",
  "date",
  "age",
  "phone",
  "fax",
  "email",
  "national",
  "record",
  "plan",
  "account",
  "licence",
  "vehicle",
  "device",
  "url",
  "ip",
  "other",
] as const;

export type SpanKind = (typeof spanKinds)[number];

/** An identifier in a text. */
export interface Span {
  /** Offsets in UTF-16 units, `to` not included. */
  readonly from: number;
  readonly to: number;
  readonly kind: SpanKind;
  /** What may stay of it: a date's year, "90+". */
  readonly rest?: string | undefined;
  /** A whole date, "2019-03-07". */
  readonly day?: string | undefined;
}

/** Spans of all matches, or of their group named `it`. */
export function spansOf(
  text: string,
  expression: RegExp,
  kind: SpanKind,
  accept: (it: string, match: RegExpExecArray) => boolean = () => true,
): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(expression)) {
    const it = match.groups?.["it"] ?? match[0];
    if (!accept(it, match)) continue;
    const from = match.indices?.groups?.["it"]?.[0] ?? match.index;
    found.push({ from, to: from + it.length, kind });
  }
  return found;
}
