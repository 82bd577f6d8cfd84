import type { SpanKind } from "../../src/assurance/privacy/index.ts";
import { type Random, below, oneOf } from "../support/random.ts";
import * as made from "./identifiers.ts";
import { type GoldNote, it, readMarks } from "./note-generator.ts";

/** Notes that no rule was mended with: written when the rules were done, and only measured with since. One of the two people is known. */
const people =
  "Clementine Asquith|Osagie Omoruyi|Birgitta Lundqvist|Haruto Kobayashi|Yevgenia Sokolova|Desmond Pettigrew|Ximena Olivares|Gulnara Karimova|Thandeka Mthembu|Roisin Kavanagh|Ambrose Whitlock|Faith Goodwin|Chester Bloom|Marisela Quintanilla|Nguyen Van Minh|Ines Cardoso-Pinto|Leopold Strauss|Rukhsana Malik|Gethin Prosser|Heath Barrow".split(
    "|",
  );
const places =
  "Abergavenny|Kitchener|Novosibirsk|Saffron Walden|Medicine Hat|Walla Walla|Cuernavaca|Thessaloniki|Kirkcaldy|Baton Rouge".split(
    "|",
  );

type Sentence = (random: Random, one: string, other: string) => string;
const family = (full: string) => full.split(" ").slice(1).join(" ");
const given = (full: string) => full.split(" ")[0] ?? full;
const name = (text: string) => it("name", text);

const sentences: readonly Sentence[] = [
  (_, one) => `Woke ${name(given(one))} at 6 for her tablets; all taken.`,
  (_, one) => `Family of ${name(one)} updated by telephone.`,
  (_, __, other) => `The patient's landlord, a ${name(other)}, let the crew in.`,
  (_, __, other) => `Night duty doctor (${name(other)}) reviewed, no changes.`,
  (_, one, other) => `${name(given(one))} was upset after ${name(other)} left.`,
  (_, __, other) => `Thank you to ${name(other)} for seeing him so promptly.`,
  (_, __, other) => `Key worker: ${name(other)}.`,
  (_, __, other) => `Escort today was ${name(other)} from the agency.`,
  (_, __, other) => `Dictated but not read. ${name(other)}, Consultant Physician`,
  (_, one) => `${name(family(one).toUpperCase())}, ${name(given(one))} - bed 12`,
  (r) => `Sister flying in from ${it("place", oneOf(r, places))} this weekend.`,
  (r) => `Previously followed at a clinic in ${it("place", oneOf(r, places))}.`,
  (r) => `Works night shifts at a bakery in ${it("place", oneOf(r, places))}.`,
  (r) => `Deliver oxygen to ${it("place", made.street(r))}, ${it("place", oneOf(r, places))}.`,
  (r) => `Chest film of ${it("date", made.date(r))} compared.`,
  (r) => `Stent placed ${it("date", made.date(r))}; clopidogrel for a year from then.`,
  (r) => `Next depot injection: ${it("date", made.date(r))}.`,
  (r) => `Seizure free since ${it("date", made.monthName(r))}.`,
  (r) => `Booked for ${it("date", `${1 + below(r, 12)}/${1 + below(r, 28)}`)} at 10:30.`,
  (r) => `Frail ${it("age", made.oldAge(r))} year-old, hoist for transfers.`,
  (r) => `Age ${it("age", made.oldAge(r))}, DNACPR in place.`,
  (r) => `Will be ${it("age", made.oldAge(r))} in spring, still drives.`,
  (r) => `Best reached on ${it("phone", made.phone(r))} after 5.`,
  (r) => `Left message (${it("phone", made.phone(r))}).`,
  (r) => `Surgery fax ${it("fax", made.phone(r))}, attention reception.`,
  (r, one) => `Mail: ${it("email", made.email(r, given(one), family(one)))}`,
  (r, one) => `Blog at ${it("url", made.url(r, family(one)))} describes her illness.`,
  (r) => `Logged in from ${it("ip", made.ip(r))} at night.`,
  ...(Object.entries(made.labelled) as [SpanKind, typeof made.national][]).map(
    ([kind, make]): Sentence =>
      (r) => {
        const { label, number } = make(r);
        return `${label === "" ? "Quoted " : label.replace("(", "")}${it(kind, number)} was read out twice.`;
      },
  ),
];

const harmless: readonly string[] = [
  "NEWS2 3, sats 94% on 2 L, BP 104/66, GCS 15.",
  "Tazocin 4.5 g tds day 3/7; gent level 1.2.",
  "Lactate 2.1, pH 7.38, BE -2, bicarb 23.",
  "Spirometry: FEV1 1.82 (64%), FVC 2.9, ratio 63.",
  "Rinne positive, Weber central; Epley manoeuvre done.",
  "Symbicort 200/6 two puffs bd, Ventolin prn.",
  "Power 5/5 throughout, tone normal, plantars down.",
  "CTPA negative; D-dimer 0.42; Wells score 1.5.",
  "Whipple procedure in the past, Creon with meals.",
  "MMSE 24/30, ACE-III 71/100, clock drawing poor.",
  "Diet: puree level 4, fluids level 2, upright for 30 minutes.",
  "Ileus resolving, NG out, passing flatus.",
  "Sepsis six completed within the hour.",
  "Hope to mobilise tomorrow. May need a frame.",
];

export function aHeldOutNote(random: Random): GoldNote {
  const one = oneOf(random, people);
  const other = oneOf(random, people);
  const parts = Array.from({ length: 5 }, () =>
    random() < 0.6 ? oneOf(random, sentences)(random, one, other) : oneOf(random, harmless),
  );
  return { ...readMarks(`${parts.join(random() < 0.5 ? " " : "\n")}\n`), known: [one] };
}
