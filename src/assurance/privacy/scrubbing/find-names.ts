import { fold } from "./fold.ts";
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
import { ordinaryWords, personVerbs, speakingVerbs } from "./ordinary-words.ts";
import type { Span } from "./span.ts";

/** Names that a record itself gives to people: its patient, their relatives, those who care. */
export interface KnownNames {
  /** Folded words of names; of "Anne-Marie" its parts too. */
  readonly words: Pick<ReadonlySet<string>, "has">;
  /** Those that are looked for with a letter wrong too. */
  readonly near: readonly string[];
  /** Names in scripts without capitals, which are looked for as they stand. */
  readonly whole: readonly string[];
}

export const noNames: KnownNames = { words: new Set(), near: [], whole: [] };

/** @param names as people write them: "María José García-López", "王秀英"
 *  @param others who are looked for as they are written only: everybody who works here */
export function knownNames(names: Iterable<string>, others: KnownNames = noNames): KnownNames {
  const own = wordsOfNames(names);
  return {
    words: { has: (word) => own.words.has(word) || others.words.has(word) },
    near: [...own.words].filter((word) => word.length > 4 && !ordinaryWords.has(word)),
    whole: [...own.whole, ...others.whole],
  };
}

function wordsOfNames(names: Iterable<string>): { readonly words: Set<string>; readonly whole: Set<string> } {
  const words = new Set<string>();
  const whole = new Set<string>();
  for (const name of names) {
    for (const [word] of name.matchAll(wordShape)) {
      if (!/\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}/u.test(word)) {
        if (word.length > 1) whole.add(word);
        continue;
      }
      const folded = fold(word);
      for (const part of [folded, ...folded.split(/[-']/)]) {
        if (part.length > (part === folded ? 1 : 2) && !particles.has(part) && !titles.has(part)) words.add(part);
      }
    }
    const bare = name.replaceAll(/\s+/g, "");
    if (bare.length > 1 && !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d]/u.test(bare)) whole.add(bare);
  }
  return { words, whole };
}

const wordShape = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

interface Word {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Folded, without 's. */
  readonly folded: string;
  readonly isCapital: boolean;
  /** What stands between it and the word before. */
  readonly gap: string;
  readonly startsSentence: boolean;
}

/** Names of people, wherever they are told by the record, a title, a relation, a label or what they do in the sentence. */
export function findNames(text: string, known: KnownNames): readonly Span[] {
  const found: Span[] = [];
  for (const name of known.whole) {
    for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length))
      found.push({ from: at, to: at + name.length, kind: "name" });
  }
  const words = wordsOf(text);
  const isName = markNames(text, words, known);
  for (let index = 0; index < words.length; index += 1) {
    const first = words[index];
    if (first === undefined || isName[index] !== true) continue;
    let last = first;
    while (isName[index + 1] === true && joins(words[index + 1]?.gap ?? "")) {
      index += 1;
      last = words[index] ?? last;
    }
    found.push({ from: first.from, to: last.from + withoutPossessive(last.text).length, kind: "name" });
  }
  return found;
}

function wordsOf(text: string): readonly Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(wordShape)) {
    const gap = text.slice(end, match.index);
    words.push({
      from: match.index,
      to: match.index + match[0].length,
      text: match[0],
      folded: fold(withoutPossessive(match[0])),
      isCapital: /^\p{Lu}/u.test(match[0]) || /^(?:al|el|d|l|o)['’-]\p{Lu}/u.test(match[0]),
      gap,
      startsSentence: startsSentence(words.at(-1), gap),
    });
    end = match.index + match[0].length;
  }
  return words;
}

/** After the point of an initial a name goes on. */
function startsSentence(previous: Word | undefined, gap: string): boolean {
  if (previous === undefined) return true;
  if (/^\.\s?$/.test(gap) && /^\p{Lu}$/u.test(previous.text)) return false;
  return /[.!?:;\n•*]|\s[-–—]\s|^\s*["“]/u.test(gap);
}

function withoutPossessive(text: string): string {
  return text.replace(/['’]s$/iu, "");
}

/** Between two words of one name: a space, a hyphen, the point of an initial. */
function joins(gap: string): boolean {
  return /^(?:[ \t]+|\.[ \t]*|[ \t]*-[ \t]*|,[ \t]+|['’])$/u.test(gap);
}

const spaces = /^\.?[ \t]+$/;
const labelGap = /^(?:\s*\([^)\n]{0,20}\))?\s*[:=#-]\s*["“]?$/;
const nameLabels =
  /(?:^|[\s(\n|;,])(?:patient|pt|name|patient name|pt name|full name|first name|last name|surname|given name|family name|client|resident|attending|provider|physician|pcp|gp|consultant|surgeon|author|signed|signed by|electronically signed by|dictated by|reviewed by|completed by|entered by|written by|transcribed by|verified by|witness|witnessed by|cc|attn|dear|re|from|to|referring(?: physician| provider)?|referred by|next of kin|nok|emergency contact|contact(?: person)?|mother|father|spouse|wife|husband|daughter|son|guardian|guarantor|caller|informant|historian|family|subscriber|policy ?holder|insured|employer|nurse|rn|case manager|social worker|interpreter|carer|caregiver|proxy|hcp|poa|alias|aka|maiden name|preferred name|nombre|paciente|nom|patiente?|name des patienten)\s*$/i;
const before =
  /(?<!\p{L})(?:spoke (?:with|to)|speaking with|talked (?:with|to)|discussed with|discussed (?:the )?(?:case|plan|results|findings) with|d\/w|seen by|seen with|called by|evaluated by|reviewed (?:by|with)|referred (?:by|to)|accompanied by|brought (?:in )?by|lives with|living with|lived with|stays with|named|called|met with|consulted|consult (?:to|with)|contact|contacted|per|thanks? to|cared for by|care of|c\/o|signed by|signed|escorted by|assisted by|helped by|examined by|followed by|managed by|operated by|performed by|administered by|witnessed by|handover to|handed over to|report to|reported to|visited by|visit from|known as|aka|a\.k\.a\.|goes by|nicknamed|prefers|likes to be called|née|nee|formerly|married to|paged|messaged|notified|informed|asked|told|regarding|sincerely|regards|dear|hello|hi|and|with|by|via)\s*,?\s*["“(]?$/iu;

/** For each word whether it is of a name. */
function markNames(text: string, words: readonly Word[], known: KnownNames): boolean[] {
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

/** "Halloran reports …": what only people do, after a word that is no other. */
function isSpeaking(word: Word, next: Word | undefined): boolean {
  return (
    next !== undefined &&
    /^[ \t]+$/.test(next.gap) &&
    speakingVerbs.has(next.folded) &&
    /^\p{Lu}\p{Ll}{2,}/u.test(word.text) &&
    !isWord(word.folded) &&
    !eponyms.has(word.folded) &&
    !relations.has(word.folded) &&
    !titles.has(word.folded)
  );
}

/** Two words with capitals of which neither is anything else: given and family name of somebody whom nothing announces. */
function isPair(words: readonly Word[], index: number, known: KnownNames): boolean {
  const [word, next, after] = [words[index], words[index + 1], words[index + 2]];
  if (word === undefined || next === undefined || !/^[ \t]+$/.test(next.gap)) return false;
  const looksSo = (one: Word): boolean =>
    one.text.length > 2 &&
    /^\p{Lu}\p{Ll}+(?:['’-]\p{Lu}?\p{Ll}+)*$/u.test(one.text) &&
    !ordinaryWords.has(one.folded) &&
    !eponyms.has(one.folded) &&
    !personVerbs.has(one.folded) &&
    !titles.has(one.folded) &&
    !relations.has(one.folded) &&
    !institutionWords.has(one.folded);
  if (
    after !== undefined &&
    /^[ \t]+$/.test(after.gap) &&
    (institutionWords.has(after.folded) || eponymThings.has(after.folded))
  )
    return false;
  // At the beginning of a sentence the first word has its capital for another reason, unless it is a name of the list.
  if (word.startsSentence && personVerbs.has(word.folded)) return false;
  return (
    looksSo(word) &&
    looksSo(next) &&
    !isEponym(next, after) &&
    (known.words.has(word.folded) ||
      !/(?:pril|statin|mab|cillin|azole|azepam|olol|sartan|mycin|floxacin|parin|gliptin|idine|amide)$/.test(
        word.folded,
      ))
  );
}

const institutionWords: ReadonlySet<string> = new Set(
  "hospital clinic street road avenue lane drive court house home county unit ward centre center university school pharmacy church surgery park test score scale sign index protocol criteria tool checklist form guideline system device pump sensor monitor frame border gel cream ointment tablets capsules syrup inhaler medal cup award gold silver plus forte".split(
    " ",
  ),
);

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

/** "A." before a name: a letter with its point, or one between two names. */
function isInitialOf({ text }: Word, next: Word | undefined): boolean {
  return (
    /^\p{Lu}$/u.test(text) &&
    next !== undefined &&
    (next.isCapital || particles.has(next.folded)) &&
    /^(?:\.[ \t]*|[ \t]+)$/.test(next.gap)
  );
}

/** Whether only particles stand between a word and a name. */
function leadsOn(words: readonly Word[], marks: readonly boolean[], from: number, step: -1 | 1): boolean {
  for (let at = from + step; ; at += step) {
    if (marks[at] === true) return true;
    if (!particles.has(words[at]?.folded ?? "")) return false;
  }
}

function isWord(folded: string): boolean {
  return wordNames.has(folded) || ordinaryWords.has(folded) || personVerbs.has(folded);
}

function isAcronym({ text }: Word): boolean {
  return text.length > 1 && text.length < 6 && /^\p{Lu}+$/u.test(text);
}

function isListed({ folded }: Word, known: KnownNames): boolean {
  return known.words.has(folded) || givenNames.has(folded) || familyNames.has(folded) || wordNames.has(folded);
}

/** Whether a word can't be of a name, whatever stands before it. */
function isStop(word: Word, next: Word | undefined, known: KnownNames): boolean {
  if (isEponym(word, next)) return true;
  if (known.words.has(word.folded)) return false;
  if (credentials.has(word.text)) return true;
  if (titles.has(word.folded) && next !== undefined && next.isCapital && spaces.test(next.gap)) return true;
  if (givenNames.has(word.folded) || familyNames.has(word.folded) || wordNames.has(word.folded)) return false;
  return ordinaryWords.has(word.folded) || relations.has(word.folded);
}

function isEponym({ folded, text }: Word, next: Word | undefined): boolean {
  const [first = folded] = folded.split("-");
  if (!eponyms.has(folded) && !eponyms.has(first)) return false;
  if (next !== undefined && eponymThings.has(next.folded)) return true;
  // "Crohn's since 2010", "r/o Parkinson's": a possessive of whom no more is said.
  return /['’]s$/iu.test(text) && (next === undefined || !next.isCapital) && !ownables.has(next?.folded ?? "");
}

const onDuty: ReadonlySet<string> = new Set(
  "night day evening morning late early weekend ward agency care nursing therapy bank".split(" "),
);
const ownables: ReadonlySet<string> = new Set(
  "wife husband daughter son mother father sister brother family home house room chart medication medications meds care phone number blood pressure condition request appointment visit record wound skin pain mood sleep".split(
    " ",
  ),
);

const credentialsAlone: ReadonlySet<string> = new Set(["MD", "RN", "NP", "LPN", "DDS", "PharmD", "PA-C"]);

/** "Jane Doe, RN": up to four words and letters that a profession gives. */
function endsInCredential(words: readonly Word[], index: number): boolean {
  for (let at = index + 1; at <= index + 4; at += 1) {
    const word = words[at];
    if (word === undefined) return false;
    if (at > index + 1 - 1 && credentials.has(word.text) && /^,?[ \t]+$/.test(word.gap)) {
      return at > index + 1 || word.gap.includes(",") || credentialsAlone.has(word.text);
    }
    if (!/^(?:[ \t]+|\.[ \t]*)$/.test(word.gap) || !(word.isCapital || particles.has(word.folded))) return false;
  }
  return false;
}

/** After "with", "by", "per", "and" anything may follow: there a word has to look more like a name. */
function looksPersonal(prefix: string, word: Word, next: Word | undefined, known: KnownNames): boolean {
  const isWeak =
    /(?:^|\s)(?:and|with|by|via|per|prefers|contact|followed by|called|asked|told|informed|consulted|regarding|managed by|care of|performed by|administered by|referred to|consult (?:to|with)|report to|likes to be called|hi)\s*,?\s*["“(]?$/i.test(
      prefix,
    );
  const isStrong =
    /(?:spoke|speaking|talked|discussed|accompanied|lives|living|lived|stays|met|seen|escorted|reviewed|signed|visited|brought|evaluated|examined|known|helped|assisted)\b[^.\n]{0,24}\s(?:with|to|by|as|from)\s*,?\s*["“(]?$/i.test(
      prefix,
    );
  if (!isWeak || isStrong) return !/^(?:in|at|from)\s/i.test(prefix) || isListed(word, known);
  if (isListed(word, known) && !wordNames.has(word.folded)) return true;
  return (
    next !== undefined &&
    next.isCapital &&
    spaces.test(next.gap) &&
    isListed(next, known) &&
    !ordinaryWords.has(next.folded)
  );
}

function isKnown(word: Word, words: readonly Word[], index: number, known: KnownNames): boolean {
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

function neighbourIsKnown(words: readonly Word[], index: number, known: KnownNames): boolean {
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
function isUsedAsName(words: readonly Word[], index: number, known: KnownNames): boolean {
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
function isListedName(words: readonly Word[], index: number, known: KnownNames): boolean {
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

const likelyPerson: ReadonlySet<string> = new Set(
  "will may rose grace hope faith joy june april dawn eve ivy lily daisy iris violet hazel heather holly olive jasmine ruby pearl amber crystal jade mark bill rob frank drew sue hunter mason taylor christian miles ray gene dean jack jimmy john nick max sandy cliff glen bonnie penny kitty carol don duncan lance peter randy rod tom tony virginia georgia florence charlotte austin jordan sydney madison chelsea robin victor august".split(
    " ",
  ),
);

/** A known name with one letter wrong, left out, added, or swapped with the next. */
function isMistyped(word: Word, known: KnownNames): boolean {
  const { folded, text } = word;
  if (folded.length < 5 || isWord(folded) || eponyms.has(folded) || !/^\p{Lu}/u.test(text)) return false;
  return known.near.some((name) => Math.abs(name.length - folded.length) <= 1 && isNear(name, folded));
}

function isNear(a: string, b: string): boolean {
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
