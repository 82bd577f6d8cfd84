import { type FhirResource, objectsIn, textIn, textsIn } from "../../foundation/fhir/index.ts";
import { type BirthLikeness, birthLikeness } from "./birth-likeness.ts";
import { isSameEmail, isSamePhone } from "./contact-likeness.ts";
import { nameWords, wordLikeness } from "./word-likeness.ts";

/** What is known of somebody who is about to be registered. */
export interface Newcomer {
  readonly family?: string | undefined;
  readonly given?: string | undefined;
  /** "1948-03-12" */
  readonly birthDate?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

export type LikeBecause =
  | "same-name"
  | "similar-name"
  | "same-birth"
  | "birth-day-and-month-swapped"
  | "birth-one-digit"
  | "same-phone"
  | "same-email";

export interface Likeness {
  /** 0 to 100 and more: from `shownFrom` on it is worth a look. */
  readonly score: number;
  readonly because: readonly LikeBecause[];
}

/** Chosen so that a name alone, the same phone with part of the name, and a date of birth with part of the name are shown, and a date of
 *  birth alone or a household's telephone alone aren't. */
export const shownFrom = 45;

const nameWeight = 50;
const contactWeight = 30;
const birthWeight: Readonly<Record<BirthLikeness, number>> = {
  same: 35,
  "day-and-month-swapped": 28,
  "one-digit": 24,
  "same-year": 0,
  unknown: 0,
  different: -15,
};

const birthReason: Readonly<Partial<Record<BirthLikeness, LikeBecause>>> = {
  same: "same-birth",
  "day-and-month-swapped": "birth-day-and-month-swapped",
  "one-digit": "birth-one-digit",
};

/** The words of each name that a patient bears or bore. */
function namesOf(patient: FhirResource): readonly (readonly string[])[] {
  return objectsIn(patient["name"]).map((name) =>
    nameWords([textIn(name["family"]), ...textsIn(name["given"]), textIn(name["text"])].join(" ")),
  );
}

/** How alike names are, word by word in any order: 1 where each word typed has its own. A further word of the record's costs nothing. */
export function nameLikeness(typed: readonly string[], stored: readonly string[]): number {
  if (typed.length === 0 || stored.length === 0) return 0;
  const free = [...new Set(stored)];
  const pairs = typed
    .flatMap((word) => free.map((other) => ({ word, other, alike: wordLikeness(word, other) })))
    .filter(({ alike }) => alike > 0)
    .toSorted((one, another) => another.alike - one.alike);
  const used = new Set<string>();
  let sum = 0;
  for (const { word, other, alike } of pairs) {
    if (used.has(`typed ${word}`) || used.has(`stored ${other}`)) continue;
    used.add(`typed ${word}`).add(`stored ${other}`);
    sum += alike;
  }
  // Who has several given names is often written with one.
  const counted = Math.max(2, Math.min(typed.length, Math.max(2, free.length)));
  return Math.min(1, sum / counted);
}

function contactsOf(patient: FhirResource, system: string): readonly string[] {
  return objectsIn(patient["telecom"]).flatMap(({ system: its, value }) =>
    its === system && typeof value === "string" ? [value] : [],
  );
}

/** How much a record looks like somebody, and why. */
export function likeness(newcomer: Newcomer, patient: FhirResource): Likeness {
  const typed = nameWords(`${newcomer.family ?? ""} ${newcomer.given ?? ""}`);
  const name = Math.max(0, ...namesOf(patient).map((stored) => nameLikeness(typed, stored)));
  const birth = birthLikeness(newcomer.birthDate, textIn(patient["birthDate"]));
  const { phone, email } = newcomer;
  const isPhone = phone !== undefined && contactsOf(patient, "phone").some((one) => isSamePhone(phone, one));
  const isEmail = email !== undefined && contactsOf(patient, "email").some((one) => isSameEmail(email, one));
  const born = birthReason[birth];
  const because: readonly LikeBecause[] = [
    ...(name === 1 ? (["same-name"] as const) : name >= 0.4 ? (["similar-name"] as const) : []),
    ...(born === undefined ? [] : [born]),
    ...(isPhone ? (["same-phone"] as const) : []),
    ...(isEmail ? (["same-email"] as const) : []),
  ];
  const contact = (isPhone ? contactWeight : 0) + (isEmail ? contactWeight : 0);
  return { score: Math.round(name * nameWeight + birthWeight[birth] + contact), because };
}
