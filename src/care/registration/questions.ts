import { likelyBirths } from "./birth-likeness.ts";
import { phoneSpellings } from "./contact-likeness.ts";
import type { Newcomer } from "./likeness.ts";
import { nameWords } from "./word-likeness.ts";

/** One search for patients: every parameter holds, each by one of its values. */
export interface Question {
  /** Beginnings, of which some word of the name has one; each list has to be met. */
  readonly names?: readonly (readonly string[])[];
  readonly births?: readonly string[] | "not-recorded";
  /** From the first to the last of these years. */
  readonly years?: readonly [number, number];
  readonly phones?: readonly string[];
  readonly email?: string;
}

const vowels = ["a", "e", "i", "o", "u"] as const;
/** First letters that are written for one another. */
const firstLetters: readonly (readonly string[])[] = [
  ["c", "k", "q"],
  ["f", "p"],
  ["v", "w"],
  ["s", "z", "c"],
  ["j", "y", "g", "i"],
  ["z", "j"],
  ["b", "v"],
];
const yearsAround = 1;

/** What the first two letters of a name may be when it is misspelt or put into other letters. */
export function beginnings(word: string): readonly string[] {
  const first = word.slice(0, 1);
  const second = word.slice(1, 2);
  const firsts = new Set([first, ...firstLetters.filter((class_) => class_.includes(first)).flat()]);
  const isVowel = (letter: string) => (vowels as readonly string[]).includes(letter);
  const third = word.slice(2, 3);
  const seconds = new Set([
    ...(isVowel(second) ? vowels : [second]),
    // Sh- and S-, Kh- and K-: the second letter is one that some leave out, or put in.
    ...(second === "h" ? (isVowel(third) ? vowels : [third]) : /[bcdgjkpst]/.test(first) ? ["h"] : []),
  ]);
  const doubled = isVowel(first) && isVowel(second) ? vowels.map((one) => `${one}${second}`) : [];
  const vowelFirst = isVowel(first) && !isVowel(second) ? vowels.map((one) => `${one}${second}`) : [];
  const typed = [...firsts].flatMap((one) => [...seconds].map((other) => `${one}${other}`));
  return [...new Set([...typed, ...doubled, ...vowelFirst])].filter((one) => one.length === 2);
}

/** What is asked to find everybody who may be this newcomer. Nothing of what says too little. */
export function questionsAbout({ family = "", given = "", birthDate, phone, email }: Newcomer): readonly Question[] {
  const [called] = nameWords(given);
  const surname = nameWords(family).toSorted((one, other) => other.length - one.length)[0];
  const words = [surname, called].filter((word) => word !== undefined && word.length > 1) as readonly string[];
  const questions: Question[] = [];
  if (birthDate !== undefined) questions.push({ births: likelyBirths(birthDate) });
  if (words.length === 2) {
    const names = words.map(beginnings);
    if (birthDate === undefined) questions.push({ names });
    else {
      const year = Number(birthDate.slice(0, 4));
      questions.push({ names, years: [year - yearsAround, year + yearsAround] }, { names, births: "not-recorded" });
    }
  }
  const phones = phone === undefined ? [] : phoneSpellings(phone);
  if (phones.length > 0) questions.push({ phones });
  if (email !== undefined && /^\S+@\S+\.\S+$/.test(email.trim())) questions.push({ email: email.trim().toLowerCase() });
  return questions;
}

function anyOf(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(/[\\,$|]/g, "\\$&")).join(",");
}

/** The question as a FHIR search for `Patient`. */
export function pairsOf({ names, births, years, phones, email }: Question): readonly (readonly [string, string])[] {
  return [
    ...(names ?? []).map((words) => ["name", anyOf(words)] as const),
    ...(births === undefined
      ? []
      : births === "not-recorded"
        ? [["birthdate:missing", "true"] as const]
        : [["birthdate", anyOf(births)] as const]),
    ...(years === undefined ? [] : [["birthdate", `ge${years[0]}`] as const, ["birthdate", `le${years[1]}`] as const]),
    ...(phones === undefined ? [] : [["phone", anyOf(phones)] as const]),
    ...(email === undefined ? [] : [["email", anyOf([email])] as const]),
  ];
}
