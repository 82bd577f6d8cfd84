import { type Deck, say, type Slots } from "../grammar.ts";
import type { Random } from "../random.ts";

/** What the nurse has at hand when the month is reviewed. */
interface ResidentMonth {
  readonly month: string;
  readonly weight: number;
  readonly weightBefore?: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly falls: number;
  readonly events: readonly string[];
}

const general = [
  "Settled month for <name>.",
  "Care plan read through with <name>{| and <visitor>}.",
  "Sleeps well on the whole; likes <their> lamp on.",
  "Takes part in <hobby> and sits with <friend> at meals.",
  "Needs {one carer|prompting} for washing and dressing, none for eating.",
  "Glasses cleaned, hearing aids and dentures checked against the list.",
  "Speaks of <past> with anyone who has the time.",
  "Says, when asked, that <they> is looked after.",
  "Mood even; <music> still works on the poorer days.",
  "Has taken to sitting near the window with <comfort>.",
  "Missed <hobby> for two weeks, back since.",
  "Rings less at night than last month.",
  "Chiropodist and hairdresser have been.",
  "Enjoyed the {concert|garden afternoon|visit from the school}, and spoke of it for days.",
  "A quieter month, with more time in <room>.",
  "Names half the staff, and all of those who bring <drink>.",
  "Medicines gone through with the pharmacist; no change.",
  "Keyworker has brought the life-story book up to date.",
  "Went out with <visitor> once, and home again the same day, tired and pleased.",
] as const;
const moving = [
  "Walks with <aid> indoors.",
  "Moving and handling: <aid>, unchanged.",
  "Slower than in the spring, still safe with <aid>.",
  "Physiotherapist’s exercises done four days in seven.",
  "Stands at the second try; chair raised by a hand.",
  "Bed rails not used; bed low, mat beside it.",
  "To <outing> most days, with <aid>.",
  "New rubber feet on <aid>, brakes tested.",
] as const;
const wishes = [
  "Wishes asked again: to have <comfort> by, to see <visitor> on Sundays, and no fuss.",
  "Would like <food> now and then; kitchen told.",
  "<Visitor> has no concerns and was sent a copy of the plan.",
  "Prefers {a woman|the same two faces} for the bath; allocated so.",
  "Looking forward to the <treat>.",
  "<Visitor> asked about the laundry: two cardigans found, labels sewn in.",
  "Would like to move tables, nearer to <friend>; done.",
  "Consent to photographs on the noticeboard given again, and enjoyed.",
  "Next review with <visitor> present, on a {Saturday|Sunday}.",
  "Asked for the newspaper in large print; ordered.",
  "Window to be left open at night, by request.",
] as const;
const skin = [
  "Skin intact; pressure cushion checked.",
  "Heels and sacrum sound. Emollient helps the shins.",
  "No wounds. Risk score unchanged.",
  "Dry patches on the back, moisturised; nothing broken.",
  "Nails short, feet warm, no sores.",
  "A bruise on the hand from the door, fading.",
] as const;
const eating = [
  "Eats in the dining room.",
  "<Drink> remains the drink of choice; about {1,200|1,350|1,500} ml a day.",
  "Likes small plates and second helpings.",
  "Teeth and mouth in order.",
  "Cuts up <their> own food.",
  "Enjoys <food> when it comes.",
  "Best meal is breakfast.",
] as const;

/** The nurse's monthly review. */
export function residentReview(month: ResidentMonth, words: Slots, deck: Deck, random: Random): string {
  const speak = (name: string, sentences: readonly string[]): string =>
    say(deck.draw(`review/${name}`, sentences), words, random);
  const change = month.weightBefore === undefined ? undefined : Number((month.weight - month.weightBefore).toFixed(1));
  const weight =
    change === undefined
      ? `Weight ${month.weight} kg on admission to this chart.`
      : change <= -1
        ? `Weight ${month.weight} kg, down ${-change} kg since the last review: meals fortified and weighed weekly.`
        : change >= 1
          ? `Weight ${month.weight} kg, up ${change} kg since the last review.`
          : `Weight steady at ${month.weight} kg.`;
  const falls =
    month.falls === 0
      ? "No falls."
      : month.falls === 1
        ? "One fall, no serious injury; plan reviewed."
        : `${month.falls} falls; referred to the falls team.`;
  return [
    `Review for ${month.month}. ${speak("general", general)} ${speak("general", general)}${random.chance(0.5) ? ` ${speak("general", general)}` : ""}`,
    `Nutrition: ${weight} ${speak("eating", eating)}`,
    `Observations: blood pressure ${month.systolic}/${month.diastolic}.`,
    `Mobility: ${speak("moving", moving)} ${falls}`,
    `Skin: ${speak("skin", skin)}`,
    ...(month.events.length === 0 ? [] : [`This month: ${month.events.join(" ")}`]),
    speak("wishes", wishes),
  ].join("\n");
}
