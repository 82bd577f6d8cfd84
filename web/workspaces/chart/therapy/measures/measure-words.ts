import { type Change, changeSince, type Difference, type Instrument } from "../../../../../contract/therapy/index.ts";
import { formatDate, type Zone } from "../../../../ui/clinical/dates.ts";
import { joined } from "../../../../ui/clinical/quantities.ts";
import { say } from "../words/index.ts";
import type { MeasureCourse } from "./measure-list.ts";

/** "7 points", "32%", "1 stand". */
export function scoreText({ unit }: Pick<Instrument, "unit">, value: number): string {
  switch (unit.text) {
    case "points":
      return say("points", { value });
    case "stands":
      return say("stands", { value });
    default:
      return joined(String(value), unit.text);
  }
}

/** What scores are counted in, for the label of a field. */
export function unitText({ unit }: Pick<Instrument, "unit">): string {
  if (unit.text === "points") return say("unitPoints");
  return unit.text === "stands" ? say("unitStands") : unit.text;
}

/** A difference of percentages is told in points: "better by 10%" could mean a tenth. */
export function sizeText(instrument: Pick<Instrument, "unit">, size: number): string {
  return scoreText(instrument.unit.text === "%" ? { unit: { text: "points", ucum: "" } } : instrument, size);
}

/** What a change is held against: "2 points matter to people with low back pain". */
export function differenceText(instrument: Instrument, { kind, value, population }: Difference): string {
  const size = sizeText(instrument, value);
  return say(kind === "important" ? "matterTo" : "beyondChanceIn", { size, population });
}

/** What the course comes to, in words: the last score, and how far it is from the first. */
export function courseSentence({ instrument, first, last, all }: MeasureCourse, zone?: Zone): string {
  const now = { score: scoreText(instrument, last.value), day: formatDate(last.when, zone) };
  if (all.length === 1) return say("nowOnce", now);
  const change = changeSince(instrument, first.value, last.value);
  return say("nowAndChange", { ...now, change: changeText(instrument, change, formatDate(first.when, zone)) });
}

/** "Better by 3 points since 07-Mar-2026: more than the 2 that matter." */
export function changeText(instrument: Instrument, change: Change, since: string): string {
  if (change.direction === "unchanged") return say("unchanged", { day: since });
  const by = say(change.direction === "better" ? "better" : "worse", {
    size: sizeText(instrument, Math.abs(change.by)),
    day: since,
  });
  const { against, reaches } = change;
  if (against === undefined || reaches === undefined) return say("notCoveredWhich", { change: by });
  const told = { change: by, bound: sizeText(instrument, against.value) };
  if (against.kind === "important") return say(reaches ? "changeMatters" : "lessThanMatters", told);
  return say(reaches ? "beyondChance" : "withinChance", told);
}
