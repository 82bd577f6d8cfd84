import type { Access } from "../../../../contract/index.ts";
import { listed } from "../../../ui/clinical/timing.ts";
import { deedsWords, openedChart, reasonWords } from "../../chart/_parts/access/access-words.ts";
import type { Visit } from "../../chart/_parts/access/visits.ts";
import { englishDay } from "./plain-date.ts";

/** What the reader did themselves: they know of it. */
export function withoutOwn(accesses: readonly Access[], displayName: string, role: string): readonly Access[] {
  return accesses.filter(
    ({ actor }) => actor.name !== displayName || (actor.role !== undefined && actor.role !== role),
  );
}

/** "looked at allergies and notes" */
export function whatWasDone(visit: Visit): string {
  const deeds = deedsWords(visit.looks);
  return deeds === "" && openedChart(visit) ? "opened the record" : deeds;
}

/** "on the care team since 2026-03-03": the stored reason, as a sentence of its own. */
export function whyWords(why: string): string {
  const parts = reasonWords(why)
    .split("; ")
    .filter((part) => part !== "");
  const text = listed(parts).replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => englishDay(day) ?? day);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
