import type { KnownNames } from "./known-names.ts";
import { spaces } from "./name-signs.ts";
import { ownables } from "./name-uses.ts";
import {
  credentials,
  eponymThings,
  eponyms,
  familyNames,
  givenNames,
  particles,
  relations,
  titles,
  wordNames,
} from "./name-words.ts";
import { ordinaryWords, personVerbs } from "./ordinary-words.ts";
import type { Word } from "./words-of-text.ts";

export function isWord(folded: string): boolean {
  return wordNames.has(folded) || ordinaryWords.has(folded) || personVerbs.has(folded);
}

export function isAcronym({ text }: Word): boolean {
  return text.length > 1 && text.length < 6 && /^\p{Lu}+$/u.test(text);
}

export function isListed({ folded }: Word, known: KnownNames): boolean {
  return known.words.has(folded) || givenNames.has(folded) || familyNames.has(folded) || wordNames.has(folded);
}

/** Whether a word can't be of a name, whatever stands before it. */
export function isStop(word: Word, next: Word | undefined, known: KnownNames): boolean {
  if (isEponym(word, next)) return true;
  if (known.words.has(word.folded)) return false;
  if (credentials.has(word.text)) return true;
  if (titles.has(word.folded) && next !== undefined && next.isCapital && spaces.test(next.gap)) return true;
  if (givenNames.has(word.folded) || familyNames.has(word.folded) || wordNames.has(word.folded)) return false;
  return ordinaryWords.has(word.folded) || relations.has(word.folded);
}

export function isEponym({ folded, text }: Word, next: Word | undefined): boolean {
  const [first = folded] = folded.split("-");
  if (!eponyms.has(folded) && !eponyms.has(first)) return false;
  if (next !== undefined && eponymThings.has(next.folded)) return true;
  // "Crohn's since 2010", "r/o Parkinson's": a possessive of whom no more is said.
  return /['’]s$/iu.test(text) && (next === undefined || !next.isCapital) && !ownables.has(next?.folded ?? "");
}

/** "A." before a name: a letter with its point, or one between two names. */
export function isInitialOf({ text }: Word, next: Word | undefined): boolean {
  return (
    /^\p{Lu}$/u.test(text) &&
    next !== undefined &&
    (next.isCapital || particles.has(next.folded)) &&
    /^(?:\.[ \t]*|[ \t]+)$/.test(next.gap)
  );
}

/** Whether only particles stand between a word and a name. */
export function leadsOn(words: readonly Word[], marks: readonly boolean[], from: number, step: -1 | 1): boolean {
  for (let at = from + step; Math.abs(at - from) < 4; at += step) {
    if (marks[at] === true) return true;
    if (!particles.has(words[at]?.folded ?? "")) return false;
  }
  return false;
}
