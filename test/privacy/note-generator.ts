import type { SpanKind } from "../../src/assurance/privacy/index.ts";
import { type Random, below, oneOf } from "../support/random.ts";
import * as made from "./identifiers.ts";
import { type Person, aPerson, nativeName } from "./people.ts";

/** A note of which it is known what in it identifies whom. */
export interface GoldNote {
  readonly text: string;
  readonly spans: readonly { readonly from: number; readonly to: number; readonly kind: SpanKind }[];
  /** The names that the record itself has. */
  readonly known: readonly string[];
}

/** Marks an identifier; the marks are taken out again when the note is done. */
export function it(kind: SpanKind, text: string): string {
  return `\u{1}${kind}\u{2}${text}\u{3}`;
}

export function readMarks(marked: string): Pick<GoldNote, "text" | "spans"> {
  let text = "";
  const spans: { from: number; to: number; kind: SpanKind }[] = [];
  for (const part of marked.split("\u{1}")) {
    const [head = "", ...tail] = part.split("\u{3}");
    const [kind = "", inner] = head.split("\u{2}");
    if (inner === undefined) text += part;
    else {
      spans.push({ from: text.length, to: text.length + inner.length, kind: kind as SpanKind });
      text += inner + tail.join("");
    }
  }
  return { text, spans };
}

/** Two letters exchanged, one doubled or one lost: not the first. */
function mistyped(random: Random, word: string): string {
  if (word.length < 6 || !/^[A-Za-z]+$/.test(word)) return word;
  const at = 2 + below(random, word.length - 3);
  return oneOf(random, [
    word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
    word.slice(0, at) + (word[at] ?? "") + word.slice(at),
    word.slice(0, at) + word.slice(at + 1),
  ]);
}

interface Cast {
  readonly patient: Person;
  readonly relative: Person;
  readonly doctor: Person;
  readonly nurse: Person;
  /** Nobody whom the record knows. */
  readonly stranger: Person;
  readonly native: string | undefined;
}

const he = ({ isWoman }: Person) => (isWoman ? "she" : "he");
const his = ({ isWoman }: Person) => (isWoman ? "her" : "his");
const sir = ({ isWoman }: Person) => (isWoman ? "Mrs." : "Mr.");

function full(random: Random, { given, family }: Person): string {
  return it(
    "name",
    oneOf(random, [
      `${given} ${family}`,
      `${given} ${family}`,
      `${given} ${oneOf(random, [..."ABCEJLMRT"])}. ${family}`,
      `${given.slice(0, 1)}. ${family}`,
    ]),
  );
}

/** How a sentence refers to the patient. */
function subject(random: Random, { patient }: Cast): string {
  return oneOf(random, [
    it("name", patient.given),
    it("name", patient.given),
    `${sir(patient)} ${it("name", patient.family)}`,
    "Patient",
    "Pt",
    it("name", mistyped(random, patient.given)),
    full(random, patient),
  ]);
}

type Sentence = (random: Random, cast: Cast) => string;

/** Sentences in which somebody or something can be recognised. */
const identifying: readonly Sentence[] = [
  (r, c) =>
    `${subject(r, c)} reports ${oneOf(r, ["worsening", "intermittent", "new"])} back pain since ${it("date", made.date(r))}.`,
  (r, c) =>
    `${subject(r, c)} was seen with ${his(c.patient)} ${c.relative.isWoman ? "daughter" : "son"} ${it("name", c.relative.given)} today.`,
  (r, c) => `Spoke with ${full(r, c.relative)} by phone at ${it("phone", made.phone(r))}.`,
  (r, c) =>
    `Lives with ${his(c.patient)} ${c.stranger.isWoman ? "sister" : "brother"} ${it("name", c.stranger.given)} in ${it("place", made.town(r))}.`,
  (r, c) => `Referred by Dr. ${it("name", c.stranger.family)} at ${it("place", made.house(r))}.`,
  (r, c) => `Discussed with Dr ${full(r, c.doctor)}, who agrees with the plan.`,
  (r, c) => `Handover given to Nurse ${it("name", c.nurse.family)}.`,
  (r, c) => `${it("name", c.nurse.given)} from the night team helped with transfers.`,
  (r, c) =>
    `${c.stranger.isWoman ? "Her" : "His"} neighbour, ${it("name", `${c.stranger.given} ${c.stranger.family}`)}, found ${his(c.patient)} keys.`,
  (r, c) => `Emergency contact: ${full(r, c.stranger)}, tel ${it("phone", made.phone(r))}.`,
  (r) =>
    `Home address ${it("place", made.street(r))}, ${it("place", made.town(r))}, ${made.stateCode(r)} ${it("place", made.zip(r))}.`,
  (r) => `Recently moved to ${it("place", made.town(r))} from ${it("place", made.town(r))}.`,
  (r) => `Lives at ${it("place", made.street(r))}.`,
  (r) => `Keeps a flat in ${it("place", made.town(r))} ${it("place", made.postcode(r))}.`,
  (r) => `Records requested from ${it("place", made.house(r))}, fax ${it("fax", made.phone(r))}.`,
  (r) => `Results faxed to ${it("fax", made.phone(r))} on ${it("date", made.date(r))}.`,
  (r) => `Fax: ${it("fax", made.phone(r))}`,
  (r) => `Pharmacy fax number ${it("fax", made.phone(r))} confirmed.`,
  (r) => `Please call back at ${it("phone", made.phone(r))} before noon.`,
  (r) => `Cell ${it("phone", made.localPhone(r))}, leave a message.`,
  (r, c) => `Prefers e-mail: ${it("email", made.email(r, c.patient.given, c.patient.family))}.`,
  (r, c) => `Copy sent to ${it("email", made.email(r, c.relative.given, c.relative.family))} as asked.`,
  (r, c) => `Family keeps a page at ${it("url", made.url(r, c.patient.family))} with updates.`,
  (r) => `Portal message came from ${it("ip", made.ip(r))}.`,
  (r) => `Remote monitor connects from IP ${it("ip", made.ip(r))} every hour.`,
  (r, c) => `${it("age", made.oldAge(r))}-year-old ${c.patient.isWoman ? "woman" : "man"} with a history of falls.`,
  (r, c) => `${subject(r, c)} is a ${it("age", made.oldAge(r))} y/o ${c.patient.isWoman ? "F" : "M"}.`,
  (r, c) => `Turned ${it("age", made.oldAge(r))} last week; ${he(c.patient)} had cake with the other residents.`,
  (r) => `Mother died aged ${it("age", made.oldAge(r))}.`,
  (r) => `Pt is ${it("age", made.oldAge(r))}yo, frail.`,
  (r) => `Age: ${it("age", made.oldAge(r))}. Allergies: none known.`,
  (r) => withLabel(r, "national", made.national(r)),
  (r) => withLabel(r, "national", made.national(r)),
  (r) => withLabel(r, "record", made.record(r)),
  (r) => withLabel(r, "record", made.record(r)),
  (r) => withLabel(r, "plan", made.plan(r)),
  (r) => withLabel(r, "plan", made.plan(r)),
  (r) => withLabel(r, "account", made.account(r)),
  (r) => withLabel(r, "account", made.account(r)),
  (r) => withLabel(r, "licence", made.licence(r)),
  (r) => withLabel(r, "licence", made.licence(r)),
  (r) => withLabel(r, "vehicle", made.vehicle(r)),
  (r) => withLabel(r, "vehicle", made.vehicle(r)),
  (r) => withLabel(r, "device", made.device(r)),
  (r) => withLabel(r, "device", made.device(r)),
  (r) => withLabel(r, "other", made.other(r)),
  (r) => withLabel(r, "other", made.other(r)),
  (r) => `Next visit ${it("date", made.date(r))}.`,
  (r) => `Admitted on ${it("date", made.shortDate(r))} and discharged on ${it("date", made.shortDate(r))}.`,
  (r) => `Surgery is planned for early ${it("date", made.monthName(r))}.`,
  (r, c) => `Last tetanus shot was in ${it("date", `${made.monthName(r)} 2015`)}; ${he(c.patient)} is due.`,
  (r) => `Symptoms began on ${it("date", made.date(r))} and settled by ${it("date", made.date(r))}.`,
  (r) => `Seen in clinic ${it("date", made.date(r))}: weight stable.`,
  (r) => `Born in ${it("date", String(1919 + below(r, 14)))} and married for sixty years.`,
  (r, c) => `cc: ${full(r, c.doctor)}, ${it("name", c.stranger.family)} MD`,
  (r, c) => `Electronically signed by ${full(r, c.doctor)}, MD on ${it("date", made.date(r))}`,
  (r, c) => `Reviewed by ${it("name", `${c.nurse.given} ${c.nurse.family}`)}, RN.`,
  (r, c) => `${it("name", c.patient.given)}'s wife is worried about ${his(c.patient)} memory.`,
  (r, c) => `Per ${it("name", `${c.relative.given} ${c.relative.family}`)}, ${he(c.patient)} ate little yesterday.`,
  (r, c) => `${it("name", c.patient.given.toUpperCase())} ${it("name", c.patient.family.toUpperCase())} slept well.`,
  (_, c) => (c.native === undefined ? "Interpreter was present." : `Signs as ${it("name", c.native)} on forms.`),
  (r, c) => `Works as a teacher at ${it("place", made.house(r))}; manager is Ms. ${it("name", c.stranger.family)}.`,
];

function withLabel(
  random: Random,
  kind: SpanKind,
  { label, number }: { readonly label: string; readonly number: string },
): string {
  const lead =
    label.startsWith("(") || label === ""
      ? "On file: "
      : oneOf(random, ["", "Card shows ", "On file: ", "Copied from the form: "]);
  const tail = label.startsWith("(") ? ")." : oneOf(random, [".", " on file.", ", checked today."]);
  return `${lead}${label}${it(kind, number)}${tail}`;
}

/** Sentences in which nothing is to be found, though it may look so. */
const harmless: readonly Sentence[] = [
  () => "BP 120/80, HR 72, RR 16, SpO2 98% on room air.",
  () => "Pain 5/10 at rest, 8/10 with movement.",
  () => "Strength 4/5 in the left leg, reflexes 2+ and symmetrical.",
  () => "Metformin 500 mg BID, lisinopril 10 mg daily, Tylenol 325-650 mg q6h prn.",
  () => "Known Parkinson's disease and Crohn's disease, both stable.",
  () => "Negative Babinski sign, positive Tinel and Phalen tests on the right.",
  () => "Foley catheter in place, draining clear urine.",
  () => "History of Hodgkin lymphoma, Graves disease and Bell's palsy.",
  () => "Will follow up in 2 weeks. May return to work.",
  () => "May take ibuprofen 400 mg with food. Will call if worse.",
  () => "Rose from the chair without help. Hope to discharge soon.",
  () => "A1c 7.2, LDL 104, creatinine 1.1, potassium 4.2, Na 138.",
  () => "ICD-10 E11.9, I10; SNOMED 44054006; LOINC 4548-4; CPT 99213.",
  () => "Glasgow Coma Scale 15/15, Braden 18, Apgar 8 and 9.",
  () => "Visual acuity 20/20 right, 20/40 left.",
  () => "Assessment: type 2 diabetes, hypertension, chronic kidney disease stage 3.",
  () => "Takes warfarin, INR 2.5 (goal 2-3). Coumadin clinic follows.",
  () => "65-year-old with COPD, 40 pack-years, quit 10 years ago.",
  () => "No fever, chills or night sweats; denies chest pain.",
  () => "EF 55-60% on echo. QTc 430 ms. PR 160.",
  () => "Drank 1500 mL, urine output 1200 mL over 24 hours.",
  () => "Glucose ran 110-180; lantus 20 units at bedtime.",
  () => "Lyme titre negative. Wilson's disease was excluded. Down syndrome noted in the family.",
  () => "Weight 92 kg, height 178 cm, BMI 29.0, HR 94, temp 98.6.",
  () => "Wound 3 x 2 x 0.5 cm, clean, dressing changed twice daily.",
  () => "Speaks English and Spanish; Catholic; retired nurse.",
  () => "Software version 4.2.1 of the pump was updated.",
  () => "Patient is alert and oriented x3, in no acute distress.",
  () => "Plan: physical therapy 2-3 times a week for 6 weeks.",
  () => "Started on Monday, better by Thursday evening.",
  () => "Took 1/2 tablet twice, then 1-2 tablets as needed.",
  () => "Ramsay Hunt syndrome is unlikely; Dix-Hallpike negative.",
  () => "White blood cells 9.4, Black stool denied, brown sputum.",
  () =>
    "Young and Long were not used as reference values here.".replace(
      "Young and Long were not",
      "The usual lower and upper limits were",
    ),
  () => "Mood good, sleep poor, appetite fair. PHQ-9 score 12, GAD-7 score 9.",
];

type Layout = (random: Random, cast: Cast, body: () => string) => string;

const layouts: readonly Layout[] = [
  (r, c, body) =>
    `Patient: ${it("name", `${c.patient.family}, ${c.patient.given}`)}\nDOB: ${it("date", made.date(r))}   MRN: ${it("record", String(1_000_000 + below(r, 8_999_999)))}\nAttending: Dr. ${full(r, c.doctor)}\n\nSUBJECTIVE: ${body()} ${body()}\nOBJECTIVE: ${body()} ${body()}\nASSESSMENT/PLAN:\n1. ${body()}\n2. ${body()}\n`,
  (r, c, body) =>
    `${it("date", made.date(r))} 07:40 ${body()} ${body()}\n14:05 ${body()} ${body()}\n21:30 ${body()} - ${it("name", `${c.nurse.given} ${c.nurse.family}`)}, RN\n`,
  (r, c, body) =>
    `${it("place", made.house(r))}\n${it("place", made.street(r))}\n\nDear Dr. ${it("name", c.stranger.family)},\n\nRe: ${full(r, c.patient)}, DOB ${it("date", made.date(r))}\n\nThank you for referring this patient. ${body()} ${body()} ${body()} ${body()}\n\nKind regards,\n${full(r, c.doctor)}, MD\n`,
  (r, c, body) =>
    `PHONE ENCOUNTER. Caller: ${full(r, c.relative)} (${c.relative.isWoman ? "daughter" : "son"}). ${body()} ${body()} ${body()} Callback ${it("phone", made.phone(r))}.\n`,
  (_, __, body) => `* ${body()}\n* ${body()}\n* ${body()}\n* ${body()}\n* ${body()}\n`,
  (r, c, body) =>
    `${it("age", made.oldAge(r))} y.o. ${c.patient.isWoman ? "female" : "male"} resident. ${body()} ${body()} Family (${it("name", c.relative.given)}) aware. ${body()} Signed: ${it("name", `${c.nurse.given} ${c.nurse.family}`)}\n`,
  (r, c, body) =>
    `ED NOTE\nCC: fall. HPI: ${body()} ${body()}\nPMH: ${body()}\nPCP: Dr. ${it("name", c.stranger.family)}, ${it("place", made.house(r))}\nDISPO: ${body()}\n`,
  (_, c, body) =>
    `NAME\t${it("name", `${c.patient.given} ${c.patient.family}`)}\nNOTES\t${body()} ${body()}\nNEXT OF KIN: ${it("name", `${c.relative.given} ${c.relative.family}`)}\nREMARKS\t${body()} ${body()}\n`,
];

/** One note; the same for the same numbers. */
export function aNote(random: Random): GoldNote {
  const cast: Cast = {
    patient: aPerson(random),
    relative: aPerson(random),
    doctor: aPerson(random),
    nurse: aPerson(random),
    stranger: aPerson(random),
    native: nativeName(random),
  };
  const body = () => oneOf(random, random() < 0.62 ? identifying : harmless)(random, cast);
  const known = [cast.patient, cast.relative, cast.doctor, cast.nurse].map(({ given, family }) => `${given} ${family}`);
  return {
    ...readMarks(oneOf(random, layouts)(random, cast, body)),
    known: cast.native === undefined ? known : [...known, cast.native],
  };
}
