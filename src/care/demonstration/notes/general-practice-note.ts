import { type Deck, say, type Slots } from "../grammar.ts";
import type { ConditionLine } from "../lines/condition-line.ts";
import type { Random } from "../random.ts";

export interface Consultation {
  /** The condition that the visit is about, and another that came up where there is one. */
  readonly line: ConditionLine;
  readonly aside?: ConditionLine;
  readonly kind: "found" | "well" | "unwell";
  readonly setting: "clinic" | "home" | "child";
  /** "BP 142/84, pulse 72, weight 81.2 kg". */
  readonly measured: string;
  /** "HbA1c 7.1 %, creatinine 0.9 mg/dL (04-Mar-2026)". */
  readonly results?: string;
  readonly medicines: readonly string[];
  readonly author: "doctor" | "nurse";
}

const openings: Readonly<Record<Consultation["setting"], Readonly<Record<Consultation["kind"], readonly string[]>>>> = {
  clinic: {
    found: [
      "New problem today.",
      "Came in after a letter from us.",
      "Sent by <companion>.",
      "Booked for something else, then mentioned this with a hand on the door.",
    ],
    well: [
      "Routine review.",
      "{Telephoned|Texted} for the yearly check and came in promptly.",
      "Here for the review, nothing else on the list.",
      "Seen on <their> way home from <work>.",
      "Seen together with <companion>.",
    ],
    unwell: [
      "Asked for an earlier appointment.",
      "Not as well as at the last review.",
      "<Companion> came along and did half the talking.",
      "A short slot, but a long list.",
    ],
  },
  child: {
    found: ["Brought by <companion>, new problem.", "<Companion> noticed it first; <name> wasn’t much bothered."],
    well: [
      "Brought by <companion> for the review.",
      "Came after <work> with <companion>, in a good mood.",
      "Seen with <companion>; <name> did most of the talking.",
    ],
    unwell: ["<Companion> asked for an earlier appointment.", "Missed two days of <work> with it, says <companion>."],
  },
  home: {
    found: ["Seen at the nurse’s request."],
    well: [
      "Seen on the weekly round, in <room>.",
      "Round. Found in the lounge beside <friend>, pleased to be asked.",
      "Routine look on the round; nurse has no concerns.",
      "Seen with <visitor>, who had some questions.",
      "Round. Sat in the chair with <comfort>.",
    ],
    unwell: [
      "Put on the round by the nurse.",
      "Not as well as at the last round, say the carers.",
      "<Visitor> telephoned, worried, and asked for a look.",
      "Seen in bed, in <room>; nurse with me.",
    ],
  },
};
const gentle: Readonly<Record<Consultation["setting"], readonly string[]>> = {
  clinic: [
    "Asked what matters most to <them>: <hobby>, and being able to reach <outing> alone.",
    "Understands the plan and repeated it in <their> own words.",
    "Will think it over with <companion>.",
    "Prefers to be called <name>; noted.",
    "Smoking and alcohol asked about: {neither|a few glasses at weekends|none since the spring}.",
    "Looking forward to the <treat>.",
    "Eats well: <food> at weekends, plain food in the week.",
    "Things at <work> go on as usual.",
    "Knows when to ring sooner.",
    "Leaflet given, as <they> likes things on paper.",
  ],
  child: [
    "Growing along the line; plotted with <companion>.",
    "<Name> chose the sticker with the {fox|rocket|whale}.",
    "Things at <work> go on as usual; <hobby> on Saturdays.",
    "Looking forward to the <treat>.",
    "Written down for <work>, with <their> own inhaler in the office drawer.",
    "<Companion> knows when to ring sooner, and when it is an ambulance.",
    "Asked <name> what is worst about it: missing <hobby>. So that is the aim.",
    "Vaccinations up to date.",
  ],
  home: [
    "Asked what matters most to <them>: <hobby>, <music> and seeing <visitor>.",
    "<Visitor> will be told by the nurse.",
    "Medicines gone through with the nurse; nothing to add, nothing to stop today.",
    "Looking forward to the <treat>.",
    "Treatment ceiling as in the care plan.",
    "Told me about <past>, and I was late for the next room.",
    "Fluids and bowels: charts seen, fine.",
    "Eats better on the days with <food>.",
  ],
};

/** A consultation as a doctor or the practice nurse records it. */
export function generalPracticeNote(visit: Consultation, words: Slots, deck: Deck, random: Random): string {
  const { line, kind, setting } = visit;
  const draw = (name: string, sentences: readonly string[]): string =>
    say(deck.draw(`${line.condition}/${name}`, sentences), words, random);
  const story = [say(deck.draw(`opening/${kind}`, openings[setting][kind]), words, random), draw(kind, line[kind])];
  if (line[kind].length > 2 && random.chance(0.6)) story.push(draw(kind, line[kind]));
  const asides =
    visit.aside === undefined
      ? []
      : [`Also: ${say(deck.draw(`${visit.aside.condition}/well`, visit.aside.well), words, random)}`];
  const taking = visit.medicines.length === 0 ? "No regular medicines." : `Taking ${visit.medicines.join(", ")}.`;
  const examined = [`${visit.author === "nurse" ? "Measured today" : "On examination"}: ${visit.measured}.`];
  if (visit.results !== undefined) examined.push(`Results: ${visit.results}.`);
  const plan =
    kind === "unwell" && line.changes !== undefined
      ? [draw("changes", line.changes), draw("plan", line.plan)]
      : [draw("plan", line.plan)];
  if (plan.length === 1 && line.plan.length > 2 && random.chance(0.7)) plan.push(draw("plan", line.plan));
  plan.push(say(deck.draw("gentle", gentle[setting]), words, random));
  if (story.join(" ").length < 150) plan.push(say(deck.draw("gentle", gentle[setting]), words, random));
  return [[...story, ...asides].join(" "), `${taking} ${examined.join(" ")}`, `Plan: ${plan.join(" ")}`].join("\n");
}
