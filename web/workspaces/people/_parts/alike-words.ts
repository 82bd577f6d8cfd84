import type { LikeBecause } from "../../../../contract/index.ts";

const words: Readonly<Record<LikeBecause, string>> = {
  "same-name": "the same name",
  "similar-name": "a similar name",
  "same-birth": "born on the same day",
  "birth-day-and-month-swapped": "born on this day with day and month swapped",
  "birth-one-digit": "the date of birth differs by one digit",
  "same-phone": "the same telephone number",
  "same-email": "the same e-mail address",
};

/** "A similar name, born on the same day" */
export function alikeWords(because: readonly LikeBecause[]): string {
  const text = because.map((one) => words[one]).join(", ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
