import type { KnownNames } from "./known-names.ts";
import { isEponym, isListed, isWord } from "./name-kinds.ts";
import { credentialsAlone } from "./name-uses.ts";
import { credentials, eponymThings, eponyms, particles, relations, titles, wordNames } from "./name-words.ts";
import { ordinaryWords, personVerbs, speakingVerbs } from "./ordinary-words.ts";
import type { Word } from "./words-of-text.ts";

export const spaces = /^\.?[ \t]+$/;
export const labelGap = /^(?:\s*\([^)\n]{0,20}\))?\s*[:=#-]\s*["“]?$/;
export const nameLabels =
  /(?:^|[\s(\n|;,])(?:patient|pt|name|patient name|pt name|full name|first name|last name|surname|given name|family name|client|resident|attending|provider|physician|pcp|gp|consultant|surgeon|author|signed|signed by|electronically signed by|dictated by|reviewed by|completed by|entered by|written by|transcribed by|verified by|witness|witnessed by|cc|attn|dear|re|from|to|referring(?: physician| provider)?|referred by|next of kin|nok|emergency contact|contact(?: person)?|mother|father|spouse|wife|husband|daughter|son|guardian|guarantor|caller|informant|historian|family|subscriber|policy ?holder|insured|employer|nurse|rn|case manager|social worker|interpreter|carer|caregiver|proxy|hcp|poa|alias|aka|maiden name|preferred name|nombre|paciente|nom|patiente?|name des patienten)\s*$/i;
export const before =
  /(?<!\p{L})(?:spoke (?:with|to)|speaking with|talked (?:with|to)|discussed with|discussed (?:the )?(?:case|plan|results|findings) with|d\/w|seen by|seen with|called by|evaluated by|reviewed (?:by|with)|referred (?:by|to)|accompanied by|brought (?:in )?by|lives with|living with|lived with|stays with|named|called|met with|consulted|consult (?:to|with)|contact|contacted|per|thanks? to|cared for by|care of|c\/o|signed by|signed|escorted by|assisted by|helped by|examined by|followed by|managed by|operated by|performed by|administered by|witnessed by|handover to|handed over to|report to|reported to|visited by|visit from|known as|aka|a\.k\.a\.|goes by|nicknamed|prefers|likes to be called|née|nee|formerly|married to|paged|messaged|notified|informed|asked|told|regarding|sincerely|regards|dear|hello|hi|and|with|by|via)\s*,?\s*["“(]?$/iu;

/** "Jane Doe, RN": up to four words and letters that a profession gives. */
export function endsInCredential(words: readonly Word[], index: number): boolean {
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
export function looksPersonal(prefix: string, word: Word, next: Word | undefined, known: KnownNames): boolean {
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

/** "Halloran reports …": what only people do, after a word that is no other. */
export function isSpeaking(word: Word, next: Word | undefined): boolean {
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
export function isPair(words: readonly Word[], index: number, known: KnownNames): boolean {
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
  // A heading: "Hematology Oncology Outpatient Consult".
  if (capitalsInARow(words, index) > 3) return false;
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

function capitalsInARow(words: readonly Word[], index: number): number {
  let [from, to] = [index, index + 1];
  while (index - from < 4 && words[from - 1]?.isCapital === true && /^[ \t]+$/.test(words[from]?.gap ?? "")) from -= 1;
  while (to - index < 5 && words[to]?.isCapital === true && /^[ \t]+$/.test(words[to]?.gap ?? "")) to += 1;
  return to - from;
}

export const institutionWords: ReadonlySet<string> = new Set(
  "hospital clinic street road avenue lane drive court house home county unit ward centre center university school pharmacy church surgery park test score scale sign index protocol criteria tool checklist form guideline system device pump sensor monitor frame border gel cream ointment tablets capsules syrup inhaler medal cup award gold silver plus forte panel lipid cholesterol lipoprotein fraction volume solution tablet capsule injection vaccine examination assessment encounter therapy screening consult report summary plan note list level count ratio index rate pressure".split(
    " ",
  ),
);
