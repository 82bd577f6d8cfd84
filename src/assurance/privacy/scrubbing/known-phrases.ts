import type { Span, SpanKind } from "./span.ts";

/** Something that a record says elsewhere, and that is looked for as it stands: an address's line, a number. */
export interface KnownPhrase {
  readonly text: string;
  readonly kind: SpanKind;
}

const withinWord = /[\p{L}\p{M}\d]/u;

export function findPhrases(text: string, phrases: readonly KnownPhrase[]): readonly Span[] {
  const found: Span[] = [];
  const lower = text.toLowerCase();
  // Where small letters are longer than capitals, offsets wouldn't be the text's own.
  if (lower.length !== text.length) return found;
  for (const { text: phrase, kind } of phrases) {
    const wanted = phrase.toLowerCase();
    for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) {
      const to = at + wanted.length;
      if (!withinWord.test(lower.charAt(at - 1)) && !withinWord.test(lower.charAt(to)))
        found.push({ from: at, to, kind });
    }
  }
  return found;
}
