import { type Deck, say, type Slots } from "../grammar.ts";
import type { Random } from "../random.ts";

const arrivals = [
  "Came {on time|a little early|straight from <work>}{, in good spirits|, somewhat tired|}.",
  "Says that the week was {a good one|a mixed one|harder than the last}.",
  "Brought the practice diary, filled in on {most days|four days of seven|every day but one}.",
  "<Companion> came along and sat in.",
  "Glad to be seen in the quiet room; the traffic outside had been in the way last time.",
];
const reports = [
  "Practised {twice a day|in the mornings|before the first telephone call}, five minutes at a time, and found it easier by the end of the week.",
  "Managed a long conversation with <companion> without thinking about it until afterwards.",
  "The telephone is still what {costs most|is put off longest}, and strangers more than friends.",
  "Went to <outing> and joined in more than a month ago.",
  "Was asked to repeat something only {once|twice} all week, by their own count.",
  "Reading aloud to nobody went well; reading aloud to <companion> less so.",
];
const work = [
  "Worked on slow, easy beginnings: single words first, then short sentences, then answers to questions nobody had prepared.",
  "Breathing and pausing at the commas of a newspaper page, recorded and listened to together.",
  "Talked about what a hard moment feels like before it comes, and what can be let go of then.",
  "Read a page of their own choice at three speeds and marked where it became an effort.",
  "Practised the opening of a real telephone call, {four|five|six} times over, with a little more noise each time.",
  "Humming, then words that begin the same way, then a sentence at ordinary loudness without pressing.",
];
const findings = [
  "Easier than at the {last|first} session in the second half of the hour; tires towards the end.",
  "Relaxed in the room. Outside it, by their own account, about {half|two thirds} as easy.",
  "Steady from beginning to end today, which was the aim.",
  "The recording surprised them: it sounds better than it feels.",
];
const next = [
  "To do until then: five minutes {morning and evening|each morning}, and one call that would otherwise be put off.",
  "Agreed: a page aloud each day, the recording kept and compared in two weeks.",
  "The same exercises again, and one conversation in a shop, to be told about next time.",
  "{Next|The next} hour is for talking with background noise; nothing new to practise until then.",
];

/** What a speech therapist writes after an hour. */
export function speechTherapyNote(reason: string, words: Slots, deck: Deck, random: Random): string {
  return [
    `${reason}.`,
    deck.draw("speech/arrivals", arrivals),
    deck.draw("speech/reports", reports),
    deck.draw("speech/work", work),
    deck.draw("speech/findings", findings),
    deck.draw("speech/next", next),
  ]
    .map((sentence) => say(sentence, words, random))
    .join(" ");
}
