import { type SpanKind, findIdentifiers, knownNames, spanKinds } from "../../src/assurance/privacy/index.ts";
import { type Random, seededRandom } from "../support/random.ts";
import { type GoldNote, aNote } from "./note-generator.ts";

/** How well one kind of identifier is found. */
export interface Score {
  readonly kind: SpanKind;
  /** Identifiers that are there. */
  readonly there: number;
  /** Of these, how many have no letter or digit left. */
  readonly found: number;
  /** What was taken for this kind. */
  readonly taken: number;
  /** Of these, how many are mostly identifiers, of this or another kind. */
  readonly right: number;
}

export interface Miss {
  readonly kind: SpanKind;
  readonly isMissed: boolean;
  /** It, between marks, in what stands around it. */
  readonly around: string;
}

export interface Measurement {
  readonly scores: readonly Score[];
  readonly misses: readonly Miss[];
  readonly characters: number;
}

/** Scrubs generated notes and compares with what was put into them. */
export function measureScrubbing(notes: number, seed: number, make: (random: Random) => GoldNote = aNote): Measurement {
  const random = seededRandom(seed);
  const scores = new Map(spanKinds.map((kind) => [kind, { kind, there: 0, found: 0, taken: 0, right: 0 }]));
  const misses: Miss[] = [];
  let characters = 0;
  for (let index = 0; index < notes; index += 1) {
    const { text, spans, known } = make(random);
    characters += text.length;
    const found = findIdentifiers(text, { known: knownNames(known), oldestYear: 1937 });
    const around = ({ from, to }: { readonly from: number; readonly to: number }) =>
      `${text.slice(Math.max(0, from - 30), from)}«${text.slice(from, to)}»${text.slice(to, to + 30)}`.replaceAll(
        /\s+/g,
        " ",
      );
    for (const span of spans) {
      const score = scores.get(span.kind);
      if (score === undefined) continue;
      score.there += 1;
      if (lettersOutside(text, span, found) === 0) score.found += 1;
      else misses.push({ kind: span.kind, isMissed: true, around: around(span) });
    }
    for (const span of found) {
      const score = scores.get(span.kind);
      if (score === undefined) continue;
      score.taken += 1;
      if (lettersOutside(text, span, spans) * 2 < span.to - span.from) score.right += 1;
      else misses.push({ kind: span.kind, isMissed: false, around: around(span) });
    }
  }
  return { scores: [...scores.values()], misses, characters };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Letters and digits of a stretch that lie in none of the others. */
function lettersOutside(text: string, { from, to }: Stretch, others: readonly Stretch[]): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if (others.some((other) => other.from <= at && at < other.to)) continue;
    if (/[\p{L}\d]/u.test(text.charAt(at))) count += 1;
  }
  return count;
}
