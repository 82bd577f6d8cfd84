import { type Change, changeSince, type Difference, type Instrument } from "../../../../../contract/therapy/index.ts";
import { formatDate, type Zone } from "../../../../ui/clinical/dates.ts";
import { joined } from "../../../../ui/clinical/quantities.ts";
import type { MeasureCourse } from "./measure-list.ts";

const one: Readonly<Record<string, string>> = { points: "point", stands: "stand" };

/** "7 points", "32%", "1 stand". */
export function scoreText({ unit }: Pick<Instrument, "unit">, value: number): string {
  return joined(String(value), value === 1 ? (one[unit.text] ?? unit.text) : unit.text);
}

/** A difference of percentages is told in points: "better by 10%" could mean a tenth. */
export function sizeText(instrument: Pick<Instrument, "unit">, size: number): string {
  return scoreText(instrument.unit.text === "%" ? { unit: { text: "points", ucum: "" } } : instrument, size);
}

/** What a change is held against: "2 points matter to people with low back pain". */
export function differenceText(instrument: Instrument, { kind, value, population }: Difference): string {
  const size = sizeText(instrument, value);
  return kind === "important"
    ? `${size} or more matter to ${population}`
    : `${size} or more are beyond chance in ${population}`;
}

/** What the course comes to, in words: the last score, and how far it is from the first. */
export function courseSentence({ instrument, first, last, all }: MeasureCourse, zone?: Zone): string {
  const now = `${scoreText(instrument, last.value)} on ${formatDate(last.when, zone)}`;
  if (all.length === 1) return `${now}. Measured once: the next one is held against it.`;
  return `${now}. ${changeText(instrument, changeSince(instrument, first.value, last.value), formatDate(first.when, zone))}`;
}

/** "Better by 3 points since 07-Mar-2026: more than the 2 that matter." */
export function changeText(instrument: Instrument, change: Change, since: string): string {
  if (change.direction === "unchanged") return `Unchanged since ${since}.`;
  const size = `${change.direction === "better" ? "Better" : "Worse"} by ${sizeText(instrument, Math.abs(change.by))} since ${since}`;
  const { against, reaches } = change;
  if (against === undefined || reaches === undefined) return `${size}. Which change matters is not covered.`;
  const bound = sizeText(instrument, against.value);
  if (against.kind === "important")
    return reaches
      ? `${size}: a change that matters (${bound} or more).`
      : `${size}: less than the ${bound} that matter.`;
  return reaches ? `${size}: beyond chance (${bound} or more).` : `${size}: within chance (less than ${bound}).`;
}
