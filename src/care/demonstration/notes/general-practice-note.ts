import { type Deck, say, type Slots } from "../grammar.ts";
import type { ConditionLine } from "../lines/condition-line.ts";
import type { Random } from "../random.ts";

export interface Consultation {
  /** The condition that the visit is about, and another that came up where there is one. */
  readonly line: ConditionLine;
  readonly aside?: ConditionLine;
  readonly kind: "found" | "well" | "unwell";
  /** "BP 142/84, pulse 72, weight 81.2 kg". */
  readonly measured: string;
  /** "HbA1c 7.1 %, creatinine 0.9 mg/dL (04-Mar-2026)". */
  readonly results?: string;
  readonly medicines: readonly string[];
  readonly author: "doctor" | "nurse";
}

const openings: Readonly<Record<Consultation["kind"], readonly string[]>> = {
  found: ["New problem today.", "Came in after a letter from us.", "Sent by <companion>.", "Booked for something else, then mentioned this with a hand on the door."],
  well: ["Routine review.", "{Telephoned|Texted} for the yearly check and came in promptly.", "Here for the review, nothing else on the list.", "Seen on <their> way home from <work>.", "Seen together with <companion>."],
  unwell: ["Asked for an earlier appointment.", "Not as well as at the last review.", "<Companion> came along and did half the talking.", "A short slot, but a long list."],
};
const gentle = [
  "Asked what matters most to <them>: <hobby>, and being able to reach <outing> alone.",
  "Understands the plan and repeated it in <their> own words.",
  "Will think it over with <companion>.",
  "Interpreter not needed; <their> preferred name is <name>.",
  "Smoking and alcohol asked about: {neither|a few glasses at weekends|none since the spring}.",
  "Looking forward to the <treat>.",
  "Eats well: <food> at weekends, plain food in the week.",
  "Work at <work> goes on as usual.",
];

/** A consultation as a doctor or the practice nurse records it. */
export function generalPracticeNote(visit: Consultation, words: Slots, deck: Deck, random: Random): string {
  const { line, kind } = visit;
  const draw = (name: string, sentences: readonly string[]): string => say(deck.draw(`${line.condition}/${name}`, sentences), words, random);
  const story = [draw(`opening/${kind}`, openings[kind]), draw(kind, line[kind])];
  if (line[kind].length > 2 && random.chance(0.6)) story.push(draw(kind, line[kind]));
  const asides = visit.aside === undefined ? [] : [`Also: ${say(deck.draw(`${visit.aside.condition}/well`, visit.aside.well), words, random)}`];
  const taking = visit.medicines.length === 0 ? "No regular medicines." : `Taking ${visit.medicines.join(", ")}.`;
  const examined = [`${visit.author === "nurse" ? "Measured today" : "On examination"}: ${visit.measured}.`];
  if (visit.results !== undefined) examined.push(`Results: ${visit.results}.`);
  const plan = [draw("plan", line.plan)];
  if (line.plan.length > 2 && random.chance(0.7)) plan.push(draw("plan", line.plan));
  if (random.chance(0.75)) plan.push(say(deck.draw("gentle", gentle), words, random));
  return [
    [...story, ...asides].join(" "),
    `${taking} ${examined.join(" ")}`,
    `Plan: ${plan.join(" ")}`,
  ].join("\n");
}
