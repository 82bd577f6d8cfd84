import type { KnownNames } from "./known-names.ts";
import { isAcronym, isInitialOf, isListed, isStop, isWord, leadsOn } from "./name-kinds.ts";
import { before, endsInCredential, isPair, isSpeaking, labelGap, looksPersonal, nameLabels } from "./name-signs.ts";
import { isKnown, isListedName } from "./name-uses.ts";
import { eponyms, familyNames, givenNames, particles, relations, titles } from "./name-words.ts";
import { ordinaryWords } from "./ordinary-words.ts";
import { type Word, joins } from "./words-of-text.ts";

/** For each word whether it is of a name. */
export function markNames(text: string, words: readonly Word[], known: KnownNames): boolean[] {
  const marks: boolean[] = words.map(() => false);
  const candidate = (index: number): boolean => {
    const word = words[index];
    return word !== undefined && word.isCapital && !isStop(word, words[index + 1], known);
  };
  /** A particle, perhaps with another, before a word that can be a name: "de la Cruz". */
  const leadsToName = (index: number): boolean => {
    const next = words[index + 1];
    if (!particles.has(words[index]?.folded ?? "") || next === undefined || !/^(?:[ \t]+|['’.]?[ \t]*)$/.test(next.gap))
      return false;
    return candidate(index + 1) || (particles.has(next.folded) && candidate(index + 2));
  };
  /** Marks a name's words from here on; `least` of them must look like one. */
  const markFrom = (start: number, most = 4): number => {
    let index = start;
    let count = 0;
    while (count < most) {
      const word = words[index];
      if (word === undefined || (index > start && !joins(word.gap))) break;
      // After a comma only what continues a "Last, First" goes on.
      if (index > start && word.gap.includes(",") && (count !== 1 || !isListed(word, known))) break;
      if (index > start && /^\.\s/.test(word.gap) && (words[index - 1]?.text.length ?? 0) > 2) break;
      if (leadsToName(index)) {
        index += 1;
        continue;
      }
      const isInitial =
        isInitialOf(word, words[index + 1]) && (candidate(index + 1) || leadsToName(index + 1) || count > 0);
      if (!isInitial && !candidate(index)) break;
      count += 1;
      index += 1;
    }
    if (count > 0) for (let marked = start; marked < index; marked += 1) marks[marked] = true;
    return count;
  };

  words.forEach((word, index) => {
    const next = words[index + 1];
    const previous = words[index - 1];
    const prefix = text.slice(Math.max(0, word.from - 60), word.from);
    // "Dr Okafor", "Mrs. de la Cruz".
    if (
      titles.has(word.folded) &&
      next !== undefined &&
      (word.folded.length < 5 ? /^\.?[ \t]+$/ : /^[ \t]+$/).test(next.gap) &&
      (word.isCapital || word.folded.length > 2)
    ) {
      const strict =
        word.folded === "nurse" ||
        word.folded === "sister" ||
        word.folded === "father" ||
        word.folded === "doctor" ||
        word.folded === "officer" ||
        word.folded === "chief";
      if (!(strict && ordinaryWords.has(next.folded)) && (next.isCapital || particles.has(next.folded)))
        markFrom(index + 1);
      else if (known.words.has(next.folded)) marks[index + 1] = true;
    }
    const isLabelled =
      labelGap.test(word.gap) &&
      nameLabels.test(text.slice(Math.max(0, word.from - word.gap.length - 30), word.from - word.gap.length));
    if (isLabelled && (candidate(index) || leadsToName(index) || isInitialOf(word, next))) {
      markFrom(index);
      return;
    }
    if (!word.isCapital) {
      if (known.words.has(word.folded) && word.folded.length > 3 && !isWord(word.folded) && !eponyms.has(word.folded))
        marks[index] = true;
      return;
    }
    if (marks[index] === true) return;
    // "his neighbour Tunde Bakare", "daughter, Siobhan".
    if (
      previous !== undefined &&
      relations.has(previous.folded) &&
      /^(?:,?[ \t]+|[ \t]*[:(]\s*|[ \t]+[-–—][ \t]+)["“]?$/.test(word.gap) &&
      candidate(index)
    ) {
      markFrom(index, 3);
      return;
    }
    if (
      previous !== undefined &&
      relations.has(words[index - 2]?.folded ?? "") &&
      /^(?:is|named|called)$/.test(previous.folded) &&
      candidate(index)
    ) {
      markFrom(index, 3);
      return;
    }
    if (before.test(prefix) && candidate(index) && !isAcronym(word) && looksPersonal(prefix, word, next, known)) {
      markFrom(index, 4);
      return;
    }
    // "Jane Doe, RN"
    if (candidate(index) && endsInCredential(words, index)) {
      markFrom(index, 4);
      return;
    }
    if (isKnown(word, words, index, known)) {
      marks[index] = true;
      return;
    }
    if (isListedName(words, index, known) || isSpeaking(word, next) || isPair(words, index, known)) markFrom(index, 3);
  });
  spread(words, marks, known, candidate);
  return marks;
}

/** Words beside a name that is sure: its given names, initials and second surnames. */
function spread(
  words: readonly Word[],
  marks: boolean[],
  known: KnownNames,
  candidate: (index: number) => boolean,
): void {
  const isPart = (word: Word): boolean =>
    !ordinaryWords.has(word.folded) ||
    known.words.has(word.folded) ||
    familyNames.has(word.folded) ||
    givenNames.has(word.folded);
  for (let index = 0; index < words.length; index += 1) {
    if (marks[index] !== true) continue;
    for (const step of [-1, 1] as const) {
      let at = index + step;
      while (marks[at] !== true) {
        const word = words[at];
        const between = words[step === 1 ? at : at + 1]?.gap ?? "";
        if (word === undefined || !/^(?:[ \t]+|\.[ \t]*|-)$/.test(between)) break;
        if (between.startsWith(".") && !/^(?:.|st)$/iu.test(words[step === 1 ? at - 1 : at]?.text ?? "")) break;
        const isInitial = /^\p{Lu}$/u.test(word.text);
        const isParticle = particles.has(word.folded) && leadsOn(words, marks, at, step);
        if (
          !(
            isParticle ||
            (isInitial && isInitialOf(word, words[at + 1])) ||
            (candidate(at) && (isInitial || (isPart(word) && !isAcronym(word))))
          )
        )
          break;
        // The word that begins a sentence has a capital anyway.
        if (
          step === -1 &&
          word.startsSentence &&
          !isInitial &&
          !isListed(word, known) &&
          !/^\p{Lu}\p{Ll}+$/u.test(word.text)
        )
          break;
        marks[at] = true;
        at += step;
      }
    }
  }
}
