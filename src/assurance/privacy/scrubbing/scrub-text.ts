import { findAddresses } from "./find-addresses.ts";
import { findAges } from "./find-ages.ts";
import { findDates } from "./find-dates.ts";
import { findNames } from "./find-names.ts";
import { type KnownNames, noNames } from "./known-names.ts";
import { findNumbers } from "./find-numbers.ts";
import { findPlaces } from "./find-places.ts";
import { fold } from "./fold.ts";
import { type KnownPhrase, findPhrases } from "./known-phrases.ts";
import type { Span, SpanKind } from "./span.ts";

export interface ScrubbingOptions {
  readonly known?: KnownNames | undefined;
  readonly phrases?: readonly KnownPhrase[] | undefined;
  /** The text is a public vocabulary's own ("Camila 28 Day Pack"): only what the record itself knows is taken for a name or a place. */
  readonly isVocabulary?: boolean | undefined;
  /** Years before it tell that somebody is over 89. */
  readonly oldestYear: number;
  /** What a date becomes; without it, its year. Undefined: no more than that there was one. */
  readonly dateText?: ((day: string) => string | undefined) | undefined;
}

// What is surer wins over what overlaps it: an address of mail has a name in it, a serial number may look like a telephone's.
const order: readonly SpanKind[] = [
  "email",
  "url",
  "ip",
  "national",
  "device",
  "vehicle",
  "fax",
  "record",
  "plan",
  "account",
  "licence",
  "date",
  "phone",
  "place",
  "name",
  "age",
  "other",
];
const rank: ReadonlyMap<SpanKind, number> = new Map(order.map((kind, index) => [kind, index]));

/** Every identifier in a text, first ones first; none overlaps another. */
export function findIdentifiers(text: string, options: ScrubbingOptions): readonly Span[] {
  const { known = noNames, phrases = [], isVocabulary = false, oldestYear } = options;
  const names = findNames(text, known);
  const all = [
    ...findAddresses(text),
    ...findNumbers(text),
    ...findPhrases(text, phrases),
    ...(isVocabulary
      ? names.filter(({ from, to }) => isWhollyKnown(text.slice(from, to), known))
      : [...findDates(text, oldestYear), ...findAges(text), ...findPlaces(text), ...names]),
  ];
  const sorted = all.toSorted(
    (a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || b.to - b.from - (a.to - a.from),
  );
  const taken: Span[] = [];
  for (const span of sorted) {
    // What is left over of a longer one beside what was taken still goes.
    let pieces: Span[] = [span];
    for (const other of taken) pieces = pieces.flatMap((piece) => without(piece, other));
    taken.push(...pieces.filter(({ from, to }) => /[\p{L}\d]/u.test(text.slice(from, to))));
  }
  return taken.toSorted((a, b) => a.from - b.from);
}

/** "Nora Halloran", and not "Young". */
function isWhollyKnown(name: string, { words }: KnownNames): boolean {
  const parts = name.split(/[\s.,]+/).filter((part) => part.length > 1);
  return parts.length > 1 && parts.every((part) => words.has(fold(part)));
}

function without(piece: Span, other: Span): readonly Span[] {
  if (other.to <= piece.from || other.from >= piece.to) return [piece];
  const left = other.from > piece.from ? [{ ...piece, to: other.from, rest: undefined, day: undefined }] : [];
  const right = other.to < piece.to ? [{ ...piece, from: other.to, rest: undefined, day: undefined }] : [];
  return [...left, ...right];
}

/** A text without its identifiers: each leaves its kind in brackets, a date its year, an age over 89 "90+". */
export function scrubText(text: string, options: ScrubbingOptions): string {
  let out = "";
  let at = 0;
  for (const { from, to, kind, rest, day } of findIdentifiers(text, options)) {
    out += text.slice(at, from);
    const shifted =
      kind === "date" && options.dateText !== undefined
        ? day === undefined
          ? undefined
          : options.dateText(day)
        : rest;
    out += shifted ?? `[${kind}]`;
    at = to;
  }
  return out + text.slice(at);
}
