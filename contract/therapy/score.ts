import type { Entry, Instrument } from "./instrument.ts";

/** What was typed, read as numbers. An item without a number wasn't answered. */
export type Entered =
  | { readonly kind: "value"; readonly value: number }
  | { readonly kind: "time"; readonly seconds: number }
  | { readonly kind: "activities"; readonly scores: readonly number[] }
  | { readonly kind: "items"; readonly scores: readonly (number | undefined)[] };

export type Scored =
  | { readonly kind: "scored"; readonly score: number }
  /** Why there is no score, as a sentence. */
  | { readonly kind: "unscored"; readonly why: string };

const unscored = (why: string): Scored => ({ kind: "unscored", why });
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** To the digits that the instrument keeps. */
export function rounded(value: number, decimals: number): number {
  return Number(`${Math.round(Number(`${value}e${decimals}`))}e-${decimals}`);
}

/** The score that follows from what was typed, by the instrument's published formula. */
export function scoreOf(instrument: Instrument, entered: Entered): Scored {
  const raw = rawScore(instrument.entry, entered);
  if (typeof raw !== "number") return raw;
  const score = rounded(raw, instrument.decimals);
  const [least, most] = instrument.bounds;
  if (!(score >= least && score <= most))
    return unscored(`${instrument.short} lies between ${least} and ${most} ${instrument.unit.text}.`);
  return { kind: "scored", score };
}

function rawScore(entry: Entry, entered: Entered): number | Scored {
  switch (entry.kind) {
    case "value":
      return entered.kind === "value" ? entered.value : unscored("Enter the value.");
    case "time":
      if (entered.kind !== "time") return unscored("Enter the seconds.");
      return entered.seconds > 0 ? entry.metres / entered.seconds : unscored("The time is longer than 0 seconds.");
    case "activities":
      if (entered.kind !== "activities" || entered.scores.length === 0)
        return unscored("Name at least one activity and its score.");
      if (entered.scores.length > entry.most) return unscored(`At most ${entry.most} activities.`);
      return outOf(entry.bounds, entered.scores) ?? sum(entered.scores) / entered.scores.length;
    case "items":
      return entered.kind === "items" ? itemScore(entry, entered.scores) : unscored("Enter the items’ scores.");
  }
}

function itemScore(
  entry: Extract<Entry, { readonly kind: "items" }>,
  scores: readonly (number | undefined)[],
): number | Scored {
  if (scores.length !== entry.count) return unscored(`${scores.length} of ${entry.count} items.`);
  const answered = scores.filter((one) => one !== undefined);
  if (answered.length < entry.answered)
    return unscored(`${answered.length} items are answered: without ${entry.answered} of them there is no score.`);
  const wrong = outOf(entry.bounds, answered);
  if (wrong !== undefined) return wrong;
  switch (entry.formula) {
    case "share-of-possible":
      return (sum(answered) / (answered.length * entry.bounds[1])) * 100;
    case "mean-less-one":
      return (sum(answered) / answered.length - 1) * 25;
  }
}

function outOf([least, most]: readonly [number, number], scores: readonly number[]): Scored | undefined {
  const wrong = scores.find((one) => !Number.isInteger(one) || one < least || one > most);
  return wrong === undefined ? undefined : unscored(`Each is a whole number from ${least} to ${most}: ${wrong} isn’t.`);
}

/** Item scores as they are typed fast: "2314x0…" where each has one digit, or with spaces or commas. `x`, `-` and `.` say that an item
 *  wasn't answered. @returns undefined for anything else */
export function parseItems(text: string): readonly (number | undefined)[] | undefined {
  const parts = /[\s,;]/.test(text.trim()) ? text.trim().split(/[\s,;]+/) : [...text.trim()];
  const read = parts.map((part) => (/^[xX.–-]$/.test(part) ? "none" : /^\d{1,2}$/.test(part) ? Number(part) : "wrong"));
  if (read.includes("wrong")) return undefined;
  return read.map((one) => (typeof one === "number" ? one : undefined));
}
