import { type Deck, say, type Slots } from "../grammar.ts";
import type { Measure, PhysiotherapyLine } from "../lines/physiotherapy-line.ts";
import type { Random } from "../random.ts";

export type Phase = "first" | "early" | "middle" | "late" | "setback" | "discharge";

interface PhysiotherapySession {
  readonly line: PhysiotherapyLine;
  readonly phase: Phase;
  /** 1 for the first session of the course. */
  readonly number: number;
  /** How far from the first measures to the goal, 0 to 1. */
  readonly progress: number;
  readonly previousProgress: number;
  readonly painNow: number;
  readonly painBefore: number;
  readonly measureStart: readonly [number, number];
  readonly measureGoal: readonly [number, number];
}

const greetings = [
  "Came in {with <companion>|straight from <work>|ten minutes early|by bus in the rain}.",
  "Consent to assessment and hands-on treatment given.",
  "No change in general health or tablets since last time.",
  "Red flags asked about again: none.",
  "In good spirits.",
  "Tired after a long week.",
  "Exercises done {most days|about half the days|every day, with a tick chart}.",
];
const ordinary: Readonly<Record<"early" | "middle" | "late", readonly string[]>> = {
  early: [
    "Finds it hard to believe that moving helps, but has moved.",
    "Mornings are worse than evenings.",
    "Paracetamol at night, nothing by day.",
    "Did too much on the good day and paid for it on the next.",
    "Sleep {broken|a little better|as before}.",
    "<Companion> has been a help with the heavy things.",
    "Went to <outing> and regretted the last part.",
    "Asks whether a scan would show more; explained again.",
  ],
  middle: [
    "Good days outnumber bad ones now.",
    "Has dropped the painkillers.",
    "To <outing> and back without thinking about it until home.",
    "<Companion> says that <they> complains less.",
    "Half days at <work> have gone well.",
    "Tried a little <hobby>; sore, but the right sort of sore.",
    "Does the exercises while the kettle boils.",
    "Bored with the exercises, which is a good sign.",
  ],
  late: [
    "Forgets about it for days.",
    "Back at <work> in full.",
    "Planning the <treat> without a second thought.",
    "<Companion> has stopped asking.",
    "Rates it at nine out of ten of what it was before.",
    "Has taught <companion> the exercises.",
    "Only the cold brings it back, briefly.",
    "Would send a friend here, <they> says.",
  ],
};
const understanding: Readonly<Record<Phase, readonly string[]>> = {
  first: [
    "Story and signs agree; no imaging needed at this point.",
    "Expected course of some months explained with the drawing of the joint.",
    "<Their> own goal: to get back to <hobby>.",
    "Main hindrance is fear of harm, more than the joint itself. Outlook good.",
  ],
  early: [
    "Irritable still, so dose kept low.",
    "Early days, moving the right way.",
    "Responds within the session, which bodes well.",
  ],
  middle: [
    "Steady progress; load can go up.",
    "Halfway to the goals set in the first session.",
    "Strength is now behind range: shift the work there.",
  ],
  late: [
    "Nearly at the goals; confidence is the last piece.",
    "Manages by <them>self; fewer visits needed.",
    "Function fits what <work> asks of <them>.",
  ],
  setback: [
    "A flare, not new damage; signs otherwise as before.",
    "Explained why a bad week doesn’t undo the months.",
    "Back one step in the plan for a week, then on.",
  ],
  discharge: [
    "Goals met. <Name> knows what to do if it returns.",
    "Has what <they> came for: <hobby> again.",
    "Scores on the questionnaire have halved since the first visit.",
  ],
};
const next: Readonly<Record<Phase, readonly string[]>> = {
  first: [
    "See weekly for four weeks, then think again.",
    "Sheet with three exercises and the video link given.",
    "Ring if numbness, weakness or night sweats appear.",
  ],
  early: ["Again in a week.", "Same exercises, slower. Again in {seven|ten} days.", "No new exercises; quality first."],
  middle: [
    "Up one level of load. Again in ten days.",
    "Fortnightly from here.",
    "Try <hobby> for {fifteen|thirty} minutes and report back.",
  ],
  late: [
    "Three weeks until the next, to see how it holds.",
    "One more visit to check, then discharge.",
    "Return to <hobby> in full, with a day between.",
  ],
  setback: [
    "Come back in five days, sooner than planned.",
    "Ice, walk, half the load; phone call on {Thursday|Friday}.",
  ],
  discharge: [
    "Discharged to self-care, open door for six months.",
    "Letter to the doctor sent. Keep the two best exercises for good.",
    "Class on Wednesday evenings suggested and the leaflet taken.",
  ],
};

/** A SOAP note as a physiotherapist types it. */
export function physiotherapyNote(session: PhysiotherapySession, words: Slots, deck: Deck, random: Random): string {
  const { line, phase } = session;
  const slots: Slots = { ...words, pain: String(session.painNow), before: String(session.painBefore) };
  const speak = (name: string, sentences: readonly string[], count: number): string =>
    Array.from({ length: count }, () => say(deck.draw(`${line.condition}/${name}`, sentences), slots, random)).join(
      " ",
    );
  const history =
    phase === "first"
      ? speak("onset", line.onset, Math.min(2, line.onset.length))
      : phase === "discharge"
        ? speak("late", line.late, 2)
        : phase === "setback"
          ? `${speak("setback", line.setback, 1)} ${speak("early", line.early, 1)}`
          : `${speak(phase, line[phase], 1)} ${speak(`ordinary/${phase}`, ordinary[phase], random.chance(0.4) ? 2 : 1)}`;
  const measured = line.measures.map((measure, index) => measureText(measure, session, index === 0 ? 0 : 1)).join("; ");
  const subjective = `${history} ${speak("greetings", greetings, random.chance(0.6) ? 1 : 0)}`.trim();
  const signs = speak("signs", line.signs, phase === "first" ? 2 : 1);
  const treatment = speak("treatment", line.treatment, phase === "discharge" ? 1 : random.chance(0.4) ? 2 : 1);
  return [
    `S: ${subjective}`,
    `O: ${measured}. ${signs}`,
    `A: Session ${session.number}. ${speak(`understanding/${phase}`, understanding[phase], phase === "first" ? 2 : 1)}`,
    `P: ${treatment} ${speak("homework", line.homework, phase === "discharge" ? 1 : random.chance(0.35) ? 2 : 1)} ${speak(`next/${phase}`, next[phase], 1)}`,
  ].join("\n");
}

function measureText(measure: Measure, session: PhysiotherapySession, index: 0 | 1): string {
  const along = (progress: number): string => {
    const value = session.measureStart[index] + (session.measureGoal[index] - session.measureStart[index]) * progress;
    return `${Math.max(0, Math.round(value))}${measure.unit}`;
  };
  const now = along(session.progress);
  const label = measure.name.charAt(0).toUpperCase() + measure.name.slice(1);
  return session.number === 1 ? `${label} ${now}` : `${label} ${now} (was ${along(session.previousProgress)})`;
}
