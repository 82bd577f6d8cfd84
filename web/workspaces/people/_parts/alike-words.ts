import type { LikeBecause } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

const words: Readonly<Record<LikeBecause, string>> = {
  "same-name": say("sameName"),
  "similar-name": say("similarName"),
  "same-birth": say("sameBirth"),
  "birth-day-and-month-swapped": say("birthSwapped"),
  "birth-one-digit": say("birthOneDigit"),
  "same-phone": say("samePhone"),
  "same-email": say("sameEmail"),
};

/** "A similar name, born on the same day" */
export function alikeWords(because: readonly LikeBecause[]): string {
  const text = because.map((one) => words[one]).join(say("comma"));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
