import type { ConditionKey } from "../catalogue/conditions.ts";
import { atTheHome } from "./at-the-home.ts";
import { chestAndHormoneLines } from "./chest-and-hormones.ts";
import type { ConditionLine } from "./condition-line.ts";
import { heartLines } from "./heart.ts";
import { laterLifeLines } from "./later-life.ts";
import { mindGutAndBoneLines } from "./mind-gut-and-bones.ts";

const lines = new Map<ConditionKey, ConditionLine>(
  [...heartLines, ...chestAndHormoneLines, ...mindGutAndBoneLines, ...laterLifeLines].map((line) => [
    line.condition,
    line,
  ]),
);

/** @throws RangeError where a condition has no story as a long-term condition */
export function lineOf(condition: ConditionKey): ConditionLine {
  const line = lines.get(condition);
  if (line === undefined) throw new RangeError(`no story line for ${condition}`);
  return line;
}

/** The same story, told as the care home tells it. */
export function lineAtTheHome(condition: ConditionKey): ConditionLine {
  const line = lineOf(condition);
  const told = atTheHome[condition];
  return told === undefined ? line : { ...line, changes: undefined, ...told };
}
