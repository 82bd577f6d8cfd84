import type { ConditionKey } from "../catalogue/conditions.ts";
import { type Deck, say, type Slots } from "../grammar.ts";
import type { Random } from "../random.ts";
import { dailyConditions } from "./daily-conditions.ts";
import { type DayPart, dailyLife } from "./daily-life.ts";

/**
 * A shift's note about one resident: some parts of the day, something of the resident's own conditions, and what is
 * going on at present (an infection, a wound).
 */
export function dailyNote(
  resident: {
    readonly words: Slots;
    readonly conditions: readonly ConditionKey[];
    readonly current: readonly string[];
    readonly night: boolean;
  },
  deck: Deck,
  random: Random,
): string {
  const speak = (name: string, sentences: readonly string[]): string =>
    say(deck.draw(name, sentences), resident.words, random);
  const part = (name: DayPart): string => speak(name, dailyLife[name]);
  const usual: readonly DayPart[] = [
    "meals",
    "moving",
    "mood",
    "activity",
    "visits",
    "skin",
    "bowelsAndBladder",
    "medicines",
  ];
  const chosen = resident.night
    ? ["night" as const, ...random.sample(["bowelsAndBladder", "skin", "medicines"] as const, 1)]
    : [
        "morning" as const,
        "meals" as const,
        ...random.sample(
          usual.filter((name) => name !== "meals"),
          random.integer(2, 4),
        ),
      ];
  const own = resident.conditions.flatMap((key) => {
    const sentences = dailyConditions[key];
    return sentences === undefined ? [] : [{ key, sentences }];
  });
  const noticed = random
    .sample(own, resident.night ? 1 : random.integer(1, 2))
    .map(({ key, sentences }) => speak(`condition/${key}`, sentences));
  const sentences = [
    ...resident.current.map((sentence) => say(sentence, resident.words, random)),
    ...chosen.map(part),
    ...noticed,
  ];
  if (resident.night) sentences.push(speak("closing-night", closings.night));
  else if (random.chance(0.6) || sentences.length < 5) sentences.push(speak("closing-day", closings.day));
  return sentences.join(" ");
}

const closings = {
  day: [
    "Nothing else to hand over.",
    "For the night: lamp on, door ajar, <comfort> within reach.",
    "Please offer fluids again at eight.",
    "Told <visitor> on the telephone that it had been a good day.",
    "Chart filled in; call bell in reach.",
    "For the morning: asked for a bath, if there is time.",
    "In bed by {eight|nine} at <their> own wish, bell on the pillow.",
  ],
  night: [
    "Call bell answered each time within minutes, bed at its lowest, sensor mat on.",
    "Warm, comfortable and breathing quietly at each round; water jug changed at {five|six}.",
    "Handed over to the day staff at half past seven with nothing outstanding for <room>.",
    "Curtains opened at seven; said “good morning” in a clear voice and asked what was for breakfast.",
  ],
} as const;
