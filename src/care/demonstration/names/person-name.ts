import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Random } from "../random.ts";
import * as faraway from "./african-and-asian.ts";
import * as british from "./british-and-irish.ts";
import * as european from "./european.ts";
import type { NameStock } from "./name-stock.ts";

export type Sex = "female" | "male";

export interface PersonName {
  readonly given: string;
  readonly family: string;
  /** What the person likes to be called, where it isn't the first given name. */
  readonly preferred?: string;
  readonly prefix?: string;
  readonly stock: NameStock;
}

/** Dealt in turn, so that a small population still has everybody in it; the commoner communities stand more often. */
const communities: readonly NameStock[] = [
  british.english,
  british.welsh,
  faraway.punjabi,
  british.irish,
  european.polish,
  british.english,
  faraway.yoruba,
  faraway.chinese,
  british.english,
  faraway.bengali,
  british.caribbean,
  european.spanish,
  faraway.arabic,
  british.welsh,
  faraway.vietnamese,
  british.english,
  european.greek,
  faraway.igbo,
  faraway.gujarati,
  european.ukrainian,
  british.irish,
  faraway.somali,
  faraway.tamil,
  european.turkish,
];

const shortForms: Readonly<Record<string, string>> = {
  Margaret: "Peggy",
  Dorothy: "Dot",
  Kathleen: "Kath",
  Philomena: "Phil",
  Ronald: "Ron",
  Kenneth: "Ken",
  Raymond: "Ray",
  Stanley: "Stan",
  Leonard: "Len",
  Frank: "Frankie",
  Bridget: "Bridie",
  Gwyneth: "Gwyn",
  Islwyn: "Is",
  Cornelius: "Con",
  Rebecca: "Becky",
  Charlotte: "Lottie",
  Thomas: "Tom",
  Andrew: "Andy",
  Stephen: "Steve",
  Daniel: "Dan",
  Małgorzata: "Gosia",
  Katarzyna: "Kasia",
  Krzysztof: "Krzysiek",
  Wojciech: "Wojtek",
  Stanisław: "Staszek",
  Concepción: "Concha",
  Sebastián: "Seba",
  Stavroula: "Voula",
  Dimitrios: "Jimmy",
  Panagiotis: "Panos",
  Babatunde: "Tunde",
  Morenikeji: "Keji",
  Chukwuemeka: "Emeka",
  Chidinma: "Chichi",
  Olúwaseun: "Seun",
  Chandrakant: "Chandu",
  Rameshbhai: "Ramesh",
  Vigneswaran: "Vicky",
  Meenakshi: "Meena",
  Icilda: "Ivy",
  Hyacinth: "Cynthia",
  "Sau-Ying": "Susan",
  "Kwok-Wai": "Raymond",
  "Wai-Chun": "Wendy",
  "Ming-Fai": "Michael",
  Oleksandr: "Sasha",
};

export function communityFor(index: number): NameStock {
  return communities[index % communities.length] ?? british.english;
}

/** @param older born before about 1955 */
export function namePerson(stock: NameStock, sex: Sex, older: boolean, random: Random): PersonName {
  const young = sex === "female" ? stock.women : stock.men;
  const old = sex === "female" ? stock.olderWomen : stock.olderMen;
  const given = random.pick(older ? (old ?? young) : young);
  const preferred = random.chance(0.55) ? shortForms[given] : undefined;
  const prefix = random.chance(0.4) ? titleOf(sex, older, random) : undefined;
  return { given, family: familyName(stock, sex, random), preferred, prefix, stock };
}

export function familyName(stock: NameStock, sex: Sex, random: Random): string {
  const family = random.pick(stock.families);
  return typeof family === "string" ? family : family[sex === "female" ? 0 : 1];
}

/** The form of a relative's family name: Kowalski's daughter is Kowalska. */
export function relativesFamily(name: PersonName, sex: Sex): string {
  const pair = name.stock.families.find((family) => typeof family !== "string" && family.includes(name.family));
  return pair === undefined || typeof pair === "string" ? name.family : pair[sex === "female" ? 0 : 1];
}

function titleOf(sex: Sex, older: boolean, random: Random): string {
  if (random.chance(0.08)) return random.pick(["Dr", "Prof.", "Rev."]);
  if (sex === "male") return "Mr";
  return older ? random.pick(["Mrs", "Mrs", "Miss"]) : random.pick(["Ms", "Mrs", "Miss"]);
}

/** What people call the person in conversation and in notes. */
export function calledName(name: PersonName): string {
  return name.preferred ?? name.given.split(" ")[0] ?? name.given;
}

/** FHIR HumanName list: the official name and, where there is one, the name the person prefers. */
export function humanNames(name: PersonName): JsonObject[] {
  const given = name.given.split(" ");
  const familyFirst = name.stock === faraway.vietnamese;
  const spoken = familyFirst ? `${name.family} ${name.given}` : `${name.given} ${name.family}`;
  const official: JsonObject = {
    use: "official",
    text: name.prefix === undefined ? spoken : `${name.prefix} ${spoken}`,
    family: name.family,
    given,
    prefix: name.prefix === undefined ? undefined : [name.prefix],
  };
  return name.preferred === undefined
    ? [official]
    : [official, { use: "usual", text: name.preferred, given: [name.preferred] }];
}

/** Letters a-z only, for an e-mail address. */
export function plainLetters(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[đĐ]/g, "d")
    .replace(/[łŁ]/g, "l")
    .replace(/ı/g, "i")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
}
