import { type Deck, say, type Slots } from "../grammar.ts";
import type { Random } from "../random.ts";

/** What the nurse has at hand when the month is reviewed. */
export interface ResidentMonth {
  readonly month: string;
  readonly weight: number;
  readonly weightBefore?: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly falls: number;
  readonly events: readonly string[];
}

const general = [
  "Settled month for <name>.", "Care plan read through with <name>{| and <visitor>}.", "Sleeps well on the whole; likes <their> lamp on.",
  "Takes part in <hobby> and sits with <friend> at meals.", "Needs {one carer|prompting} for washing and dressing, none for eating.",
  "Wears glasses and hearing aids as in the plan.", "Speaks of <past> with anyone who has the time.", "Says, when asked, that <they> is looked after.",
];
const moving = ["Walks with <aid> indoors.", "Moving and handling: <aid>, unchanged.", "Slower than in the spring, still safe with <aid>.", "Physiotherapist’s exercises done four days in seven."];
const wishes = [
  "Wishes asked again: to be near <comfort>, to see <visitor> on Sundays, and no fuss.", "Would like <food> now and then; kitchen told.",
  "<Visitor> has no concerns and was sent a copy of the plan.", "Prefers {a woman|the same two faces} for the bath; allocated so.",
  "Looking forward to the <treat>.",
];
const skin = ["Skin intact; pressure cushion checked.", "Heels and sacrum sound. Emollient helps the shins.", "No wounds. Risk score unchanged."];

/** The nurse's monthly review. */
export function residentReview(month: ResidentMonth, words: Slots, deck: Deck, random: Random): string {
  const speak = (name: string, sentences: readonly string[]): string => say(deck.draw(`review/${name}`, sentences), words, random);
  const change = month.weightBefore === undefined ? undefined : Number((month.weight - month.weightBefore).toFixed(1));
  const weight = change === undefined ? `Weight ${month.weight} kg on admission to this chart.`
    : change <= -1 ? `Weight ${month.weight} kg, down ${-change} kg since the last review: meals fortified and weighed weekly.`
    : change >= 1 ? `Weight ${month.weight} kg, up ${change} kg since the last review.`
    : `Weight steady at ${month.weight} kg.`;
  const falls = month.falls === 0 ? "No falls." : month.falls === 1 ? "One fall, no serious injury; plan reviewed." : `${month.falls} falls; referred to the falls team.`;
  return [
    `Review for ${month.month}. ${speak("general", general)} ${speak("general", general)}`,
    `Nutrition: ${weight}`,
    `Observations: blood pressure ${month.systolic}/${month.diastolic}.`,
    `Mobility: ${speak("moving", moving)} ${falls}`,
    `Skin: ${speak("skin", skin)}`,
    ...(month.events.length === 0 ? [] : [`This month: ${month.events.join(" ")}`]),
    speak("wishes", wishes),
  ].join("\n");
}
