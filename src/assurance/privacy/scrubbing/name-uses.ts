import type { KnownNames } from "./known-names.ts";
import { isAcronym, isEponym, isWord } from "./name-kinds.ts";
import { eponyms, familyNames, givenNames, particles, wordNames } from "./name-words.ts";
import { ordinaryWords, personVerbs } from "./ordinary-words.ts";
import { type Word, joins } from "./words-of-text.ts";

export const onDuty: ReadonlySet<string> = new Set(
  "night day evening morning late early weekend ward agency care nursing therapy bank".split(" "),
);
export const ownables: ReadonlySet<string> = new Set(
  "wife husband daughter son mother father sister brother family home house room chart medication medications meds care phone number blood pressure condition request appointment visit record wound skin pain mood sleep".split(
    " ",
  ),
);

export const credentialsAlone: ReadonlySet<string> = new Set(["MD", "RN", "NP", "LPN", "DDS", "PharmD", "PA-C"]);

export function isKnown(word: Word, words: readonly Word[], index: number, known: KnownNames): boolean {
  const next = words[index + 1];
  const parts = word.folded.split("-");
  const isIn =
    known.words.has(word.folded) ||
    (parts.length > 1 && parts.some((part) => part.length > 2 && known.words.has(part)));
  if (!isIn) return isMistyped(word, known);
  if (isEponym(word, next)) return false;
  // Two letters may be an abbreviation.
  const isSure = word.text.length > 2 || !/^\p{Lu}+$/u.test(word.text);
  if (isSure && !isWord(word.folded) && !eponyms.has(word.folded)) return true;
  if (/^\p{Lu}{2,}$/u.test(word.text)) return neighbourIsKnown(words, index, known);
  return isUsedAsName(words, index, known);
}

export function neighbourIsKnown(words: readonly Word[], index: number, known: KnownNames): boolean {
  const across = (step: -1 | 1) =>
    words[particles.has(words[index + step]?.folded ?? "") ? index + 2 * step : index + step];
  const next = across(1);
  const previous = across(-1);
  return (
    (next !== undefined && joins(next.gap) && next.isCapital && known.words.has(next.folded)) ||
    (previous !== undefined && joins(words[index]?.gap ?? "") && previous.isCapital && known.words.has(previous.folded))
  );
}

/** Whether a word that is a name and something else too stands for somebody here. */
export function isUsedAsName(words: readonly Word[], index: number, known: KnownNames): boolean {
  const word = words[index];
  const next = words[index + 1];
  const previous = words[index - 1];
  if (word === undefined) return false;
  if (neighbourIsKnown(words, index, known)) return true;
  const { folded } = word;
  // "in May", "May 2019", "early May": the month.
  if (/^(?:may|june|april|august|march)$/.test(folded)) {
    if (
      /^(?:in|on|of|since|until|till|by|last|next|this|early|late|mid|from|through|during|every|to|before|after)$/.test(
        previous?.folded ?? "",
      )
    )
      return false;
    if (next === undefined || /\d/.test(next.gap)) return false;
  }
  if (next !== undefined && /^(?:[ \t]+|,[ \t]+)$/.test(next.gap) && personVerbs.has(next.folded)) return true;
  if (next?.folded === "from" && onDuty.has(words[index + 3]?.folded ?? "")) return true;
  if (/['’]s$/iu.test(word.text) && next !== undefined && ownables.has(next.folded)) return true;
  return !word.startsSentence && /^\p{Lu}\p{Ll}/u.test(word.text);
}

/** A given name of the list, alone or with what follows it. */
export function isListedName(words: readonly Word[], index: number, known: KnownNames): boolean {
  const word = words[index];
  const next = words[index + 1];
  if (word === undefined || isAcronym(word)) return false;
  if (isEponym(word, next)) return false;
  const parts = word.folded.split("-");
  const isGiven = givenNames.has(word.folded) || (parts.length > 1 && parts.every((part) => givenNames.has(part)));
  if (isGiven && !wordNames.has(word.folded)) return !eponyms.has(word.folded) || isUsedAsName(words, index, known);
  const isFollowed =
    next !== undefined && next.isCapital && /^(?:[ \t]+)$/.test(next.gap) && !isEponym(next, words[index + 2]);
  if (!isFollowed) {
    // "Grace reports", "Will was seen": at the beginning of a sentence only what somebody does tells.
    return (
      wordNames.has(word.folded) &&
      likelyPerson.has(word.folded) &&
      next !== undefined &&
      /^[ \t]+$/.test(next.gap) &&
      personVerbs.has(next.folded) &&
      !(
        word.startsSentence &&
        /^(?:is|was|has|had|remains|appears|seems|continues|continued|noted|needs|requires|also|again)$/.test(
          next.folded,
        ) &&
        !/^(?:will|rose|grace|lily|daisy|ruby|jasmine|violet|hazel|holly|ivy)$/.test(word.folded)
      )
    );
  }
  const isFamily = familyNames.has(next.folded) || known.words.has(next.folded);
  if (isFamily && (isGiven || likelyPerson.has(word.folded)) && !ordinaryWords.has(next.folded)) return true;
  // Two words with capitals in the middle of a sentence, the second a family name.
  return (
    isFamily &&
    !word.startsSentence &&
    !ordinaryWords.has(word.folded) &&
    !ordinaryWords.has(next.folded) &&
    /^\p{Lu}\p{Ll}+$/u.test(word.text)
  );
}

export const likelyPerson: ReadonlySet<string> = new Set(
  "will may rose grace hope faith joy june april dawn eve ivy lily daisy iris violet hazel heather holly olive jasmine ruby pearl amber crystal jade mark bill rob frank drew sue hunter mason taylor christian miles ray gene dean jack jimmy john nick max sandy cliff glen bonnie penny kitty carol don duncan lance peter randy rod tom tony virginia georgia florence charlotte austin jordan sydney madison chelsea robin victor august".split(
    " ",
  ),
);

/** A known name with one letter wrong, left out, added, or swapped with the next. */
export function isMistyped(word: Word, known: KnownNames): boolean {
  const { folded, text } = word;
  if (folded.length < 5 || isWord(folded) || eponyms.has(folded) || !/^\p{Lu}/u.test(text)) return false;
  return known.near.some((name) => Math.abs(name.length - folded.length) <= 1 && isNear(name, folded));
}

export function isNear(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  if (start === 0 && endA - start > 0 && a.length < 6) return false;
  if (endA - start <= 1 && endB - start <= 1) return true;
  return endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
