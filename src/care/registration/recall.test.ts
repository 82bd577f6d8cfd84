import { expect, test } from "vitest";
import type { FhirResource } from "../../foundation/fhir/index.ts";
import { type Random, communityFor, createRandom, namePerson } from "../demonstration/index.ts";
import { type Newcomer, likeness, shownFrom } from "./likeness.ts";
import { type Question, questionsAbout } from "./questions.ts";
import { nameWords } from "./word-likeness.ts";

// Twenty times as many people as the demonstration has, named as it names them; each comes to the desk again, written differently.

const people = 2_400;
const random = createRandom("registered twice");

interface Person extends Newcomer {
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly phone: string;
}

function aPerson(index: number): Person {
  const from = random.fork(`person ${index}`);
  const { family, given } = namePerson(
    communityFor(index),
    from.chance(0.5) ? "female" : "male",
    from.chance(0.4),
    from,
  );
  const day = new Date(Date.UTC(from.integer(1935, 2020), from.integer(0, 11), from.integer(1, 28)));
  const phone = `+44 7${from.integer(100, 999)} ${from.integer(100_000, 999_999)}`;
  return { family, given, birthDate: day.toISOString().slice(0, 10), phone };
}

function patientOf({ family, given, birthDate, phone }: Person): FhirResource {
  const name = [{ family, given: [given] }];
  return { resourceType: "Patient", name, birthDate, telecom: [{ system: "phone", value: phone }] };
}

function typo(word: string, from: Random): string {
  const at = from.integer(1, Math.max(1, word.length - 2));
  const letter = from.pick([..."abcdefghijklmnopqrstuvwxyz"]);
  return from.pick([
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
  ]);
}

/** As somebody else would put it into Latin letters. */
function spelledOtherwise(word: string, from: Random): string {
  const plain = nameWords(word).join(" ");
  const [pattern, other] = from.pick([
    [/[ei]/, "ee"],
    [/[ou]/, "oo"],
    [/a/, "e"],
    [/w/, "v"],
    [/([kbdgt])h/, "$1"],
    [/([^h])$/, "$1h"],
    [/([lmnrst])/, "$1$1"],
    [/k/, "q"],
  ] as const);
  return plain.replace(pattern, other);
}

function otherDigit(birth: string, from: Random): string {
  for (;;) {
    const at = from.pick([2, 3, 5, 6, 8, 9]);
    const near = `${birth.slice(0, at)}${from.integer(0, 9)}${birth.slice(at + 1)}`;
    const day = new Date(`${near}T00:00:00Z`);
    if (near !== birth && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(near)) return near;
  }
}

const ways: Readonly<Record<string, (person: Person, from: Random) => Newcomer>> = {
  "one letter wrong": (one, from) => ({ ...one, phone: undefined, family: typo(one.family, from) }),
  "both names a letter wrong": (one, from) => ({
    ...one,
    phone: undefined,
    family: typo(one.family, from),
    given: typo(one.given, from),
  }),
  "other letters": ({ family, given, birthDate }, from) => ({
    family: spelledOtherwise(family, from),
    given: spelledOtherwise(given, from),
    birthDate,
  }),
  "other letters, no date of birth": ({ family, given }, from) => ({ family: spelledOtherwise(family, from), given }),
  "names the other way round": ({ family, given, birthDate }) => ({ family: given, given: family, birthDate }),
  "day and month swapped": ({ birthDate, ...one }) => {
    const [year, month, day] = birthDate.split("-");
    return { ...one, phone: undefined, birthDate: Number(day) > 12 ? birthDate : `${year}-${day}-${month}` };
  },
  "a digit of the date wrong, and a letter": ({ family, given, birthDate }, from) => ({
    family: typo(family, from),
    given,
    birthDate: otherDigit(birthDate, from),
  }),
  "another family name, the same telephone": ({ given, phone }) => ({
    family: "Quill",
    given,
    phone: phone.replace("+44 ", "0").replaceAll(" ", "-"),
  }),
};

test("of those who come again written differently, at least 19 in 20 are shown, and hardly anybody else", () => {
  const registered = Array.from({ length: people }, (_, index) => {
    const person = aPerson(index);
    const begins = new Set(nameWords(`${person.family} ${person.given}`).map((word) => word.slice(0, 2)));
    const digits = person.phone.replaceAll(" ", "");
    return { person, patient: patientOf(person), begins, digits, year: Number(person.birthDate.slice(0, 4)) };
  });
  const fits = ({ names, births, years, phones, email }: Question, one: (typeof registered)[number]) =>
    (births === undefined || (births !== "not-recorded" && births.includes(one.person.birthDate))) &&
    (years === undefined || (one.year >= years[0] && one.year <= years[1])) &&
    (names ?? []).every((some) => some.some((begins) => one.begins.has(begins))) &&
    (phones === undefined || phones.includes(one.digits)) &&
    email === undefined;
  const found: Record<string, string> = {};
  let [shownOthers, asked, all, opened] = [0, 0, 0, 0];
  for (const [way, rewrite] of Object.entries(ways)) {
    let recalled = 0;
    const each = 80;
    const sample = registered.filter((_, index) => index % each === 0);
    for (const [nth, { person, patient }] of sample.entries()) {
      const newcomer = rewrite(person, random.fork(`${way} ${nth}`));
      const questions = questionsAbout(newcomer);
      const candidates = registered.filter((one) => questions.some((question) => fits(question, one)));
      opened += candidates.length;
      const shown = candidates
        .map((one) => ({ patient: one.patient, score: likeness(newcomer, one.patient).score }))
        .filter(({ score }) => score >= shownFrom)
        .toSorted((one, other) => other.score - one.score)
        .slice(0, 6);
      if (shown.some((one) => one.patient === patient)) recalled += 1;
      shownOthers += shown.filter((one) => one.patient !== patient).length;
      asked += 1;
    }
    all += recalled;
    found[way] = `${recalled} of ${sample.length}`;
  }
  const said = JSON.stringify({ found, recall: all / asked, others: shownOthers / asked, opened: opened / asked });
  expect(all / asked, said).toBeGreaterThanOrEqual(0.95);
  expect(shownOthers / asked, said).toBeLessThan(1);
  expect(opened / asked, said).toBeLessThan(people / 20);
});
