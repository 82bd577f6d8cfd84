import type { SpanKind } from "../../src/assurance/privacy/index.ts";
import { type Random, below, oneOf } from "../support/random.ts";
import * as made from "./identifiers.ts";
import { type GoldNote, it, readMarks } from "./note-generator.ts";

/**
 * Notes of another hand: they showed what the first ones didn't, and the rules were mended with them once. People here are known to the
 * record half of the time; otherwise only the sentence tells.
 */
const people =
  "Temperance Oduya|Rigoberto Castellanos|Ingeborg Halvorsen|Faisal Al-Otaibi|Nkechi Uzoma|Marguerite Delacroix|Anselm Fairweather|Tomoko Ishiguro|Bryony Thistlewood|Lazar Milenkovic|Shreya Venkataraman|Cormac Gallagher|Eun-ji Pak|Tobias Grünwald|Mercy Blessing|Dale Winters|Sienna Marsh|Angus Lockhart|Paloma Echeverría|Kwasi Boateng".split(
    "|",
  );
const places =
  "Wolfeboro|Ystradgynlais|Castle Rock|Penzance|Guanajuato|Ouagadougou|Fort Wayne|Shropshire|Lower Hutt|Bratislava".split(
    "|",
  );

type Sentence = (random: Random, one: string, other: string) => string;
const family = (name: string) => name.split(" ").slice(1).join(" ");
const given = (name: string) => name.split(" ")[0] ?? name;
const name = (text: string) => it("name", text);

const sentences: readonly Sentence[] = [
  (_, one) => `${name(given(one))} tolerated the procedure well and was taken back to bay 4.`,
  (_, one) => `Mr ${name(family(one))} remains under the care of the renal team.`,
  (_, one, other) => `${name(one)} and ${name(other)} share a room and get on.`,
  (_, __, other) => `His niece ${name(other)} will collect him.`,
  (_, __, other) => `Telephoned ${name(other)} (social worker) about the package of care.`,
  (_, __, other) => `Bloods taken by ${name(other)}, HCA.`,
  (_, __, other) => `Please copy to Professor ${name(family(other))}.`,
  (_, __, other) => `Dr. ${name(other)} advised stopping ramipril.`,
  (_, __, other) => `Consent obtained by ${name(other)} after discussion of risks.`,
  (_, one) => `RE: ${name(one.toUpperCase())}`,
  (_, one) => `pt ${name(given(one).toLowerCase())} c/o nausea, given ondansetron 4mg`,
  (r) => `Returned from a wedding in ${it("place", oneOf(r, places))} with diarrhoea.`,
  (r) => `Grew up in ${it("place", oneOf(r, places))}; parents farmed.`,
  (r) => `Discharge address: ${it("place", made.street(r))}.`,
  (r) => `Visits the ${it("place", oneOf(r, places))} day centre on Tuesdays.`,
  (r) => `Ambulance called to ${it("place", made.street(r))} at 03:12.`,
  (r) => `CT head ${it("date", made.date(r))}: no bleed.`,
  (r) => `Review due ${it("date", made.date(r))}, sooner if febrile.`,
  (r) => `Op date ${it("date", made.date(r))} (left hip).`,
  (r) => `Sutures out on the ${it("date", `${1 + below(r, 27)}th`)}.`.replace(/(?:1th|2th|3th)/, "9th"),
  (r) => `Last menstrual period ${it("date", `${1 + below(r, 12)}/${1 + below(r, 28)}`)}.`,
  (r) => `She is ${it("age", made.oldAge(r))} and lives independently.`,
  (r) => `A ${it("age", made.oldAge(r))} year old gentleman, previously well.`,
  (r) => `This ${it("age", made.oldAge(r))}-yo lady was found on the floor.`,
  (r) => `Mobile ${it("phone", made.phone(r))} goes to voicemail.`,
  (r) => `Daughter's number is ${it("phone", made.phone(r))}.`,
  (r) => `Ring ${it("phone", made.phone(r))} and ask for the ward clerk.`,
  (r) => `Send the summary by fax to ${it("fax", made.phone(r))}.`,
  (r, one) => `Wrote to us from ${it("email", made.email(r, given(one), family(one)))}.`,
  (r, one) => `Photos are on ${it("url", made.url(r, family(one)))}.`,
  (r) => `Video visit dropped twice (client ${it("ip", made.ip(r))}).`,
  ...(Object.entries(made.labelled) as [SpanKind, typeof made.national][]).map(
    ([kind, make]): Sentence =>
      (r) => {
        const { label, number } = make(r);
        return `Form says ${label === "" ? "" : label.replace("(", "")}${it(kind, number)}, copied by hand.`;
      },
  ),
];

const harmless: readonly string[] = [
  "Obs stable: 118/76, 82 bpm, 36.8, 97% RA, RR 18, NEWS 1.",
  "Hb 104, WCC 12.3, CRP 88, eGFR 52, Na 131.",
  "Co-codamol 30/500 two tabs QDS, enoxaparin 40 mg SC OD, Movicol 1-2 sachets.",
  "Impression: Guillain-Barré syndrome versus Miller Fisher variant; discuss with neurology.",
  "Murphy's sign positive, McBurney tender, Rovsing negative.",
  "Ranson score 3, Child-Pugh B, Wells 4.5, CHA2DS2-VASc 4.",
  "Colles fracture reduced under Bier block; Baker cyst noted on ultrasound.",
  "Mobilising with a Zimmer frame, 2 x 10 m. Waterlow 14.",
  "Feeds: Fortisip 200 ml tds; fluids 1.5 l/24 h.",
  "Mood low, may benefit from sertraline; will discuss on Friday.",
  "ECG: sinus rhythm 72, QRS 98, QTc 421. Echo: EF 50-55 %.",
  "Dressing: Aquacel Ag with Mepilex border, change every 3/7.",
  "Pain 7/10 on arrival, 3/10 after Oramorph 5 mg.",
  "Not for CPR, form signed; for ward-based care.",
];

export function aFurtherNote(random: Random): GoldNote {
  const one = oneOf(random, people);
  const other = oneOf(random, people);
  const parts = Array.from({ length: 5 }, () =>
    random() < 0.6 ? oneOf(random, sentences)(random, one, other) : oneOf(random, harmless),
  );
  const known = random() < 0.5 ? [one] : [one, other];
  return { ...readMarks(`${parts.join(random() < 0.5 ? " " : "\n")}\n`), known };
}
