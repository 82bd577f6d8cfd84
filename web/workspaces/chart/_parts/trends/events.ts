import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { instantOf } from "../../../../ui/clinical/dates.ts";
import type { Encounter, Procedure } from "../../../../ui/clinical/fhir-types.ts";
import type { MedicineLine } from "../medicines/medicine.ts";
import { say } from "../results/words/index.ts";
import type { Extent, Scale } from "./scale.ts";

/** Something that may explain a change: marked on the axis, never claimed as its cause. */
export type TrendEvent = {
  readonly id: string;
  readonly kind: "started" | "stopped" | "stay" | "procedure";
  readonly at: number;
  readonly when: string;
  readonly label: string;
  /** A few letters for the lane. */
  readonly short: string;
};

const stayClasses = new Set(["IMP", "ACUTE", "NONAC", "EMER", "OBSENC"]);

/** The name alone: strength and form don't fit the lane. */
export function shortDrugName(name: string): string {
  const bare = name
    .replace(/^\d+ \w+ /, "")
    .replace(
      / (?:\d|tablets?\b|capsules?\b|inhaler\b|solution\b|suspension\b|powder\b|inhalation\b|cream\b|ointment\b|patch\b|spray\b|drops\b|modified-release\b|prolonged-release\b|dispersible\b|oral\b|injection\b).*$/i,
      "",
    )
    .trim();
  return bare === "" ? name : bare;
}

export function trendEvents(
  medicines: readonly MedicineLine[],
  encounters: readonly Encounter[],
  procedures: readonly Procedure[],
): readonly TrendEvent[] {
  const events: TrendEvent[] = [];
  for (const line of medicines) {
    const short = shortDrugName(line.name);
    if (line.startedAt > 0)
      events.push({
        id: line.id,
        kind: "started",
        at: line.startedAt,
        when: new Date(line.startedAt).toISOString(),
        label: say("medicineStarted", { name: line.name }),
        short,
      });
    if (line.stoppedAt !== undefined)
      events.push({
        id: line.id,
        kind: "stopped",
        at: line.stoppedAt,
        when: new Date(line.stoppedAt).toISOString(),
        label: say("medicineEnded", { name: line.name }),
        short,
      });
  }
  for (const encounter of encounters) {
    const at = instantOf(encounter.period?.start);
    if (at === undefined || !stayClasses.has(encounter.class?.code ?? "") || encounter.status === "cancelled") continue;
    const name = conceptTitle(encounter.type?.[0]) ?? say("stay");
    events.push({
      id: encounter.id ?? "",
      kind: "stay",
      at,
      when: encounter.period?.start ?? "",
      label: name,
      short: name,
    });
  }
  for (const procedure of procedures) {
    const when = procedure.performedDateTime ?? procedure.performedPeriod?.start;
    const at = instantOf(when);
    if (at === undefined || procedure.status === "entered-in-error" || procedure.status === "not-done") continue;
    const name = conceptTitle(procedure.code) ?? say("procedure");
    events.push({ id: procedure.id ?? "", kind: "procedure", at, when: when ?? "", label: name, short: name });
  }
  return events.sort((a, b) => a.at - b.at);
}

export function eventsWithin(events: readonly TrendEvent[], { low, high }: Extent): readonly TrendEvent[] {
  return events.filter((event) => event.at >= low && event.at <= high);
}

export type LaidEvent = {
  readonly event: TrendEvent;
  readonly row: number;
  readonly labelled: boolean;
  readonly before: boolean;
};

const mostRows = 4;
const letterWidth = 6.1;

/** Puts each event on the first row where it and its words have room; on a full lane the words go, never the mark. */
export function layOutEvents(events: readonly TrendEvent[], x: Scale, width: number): readonly LaidEvent[] {
  const ends: number[] = Array.from({ length: mostRows }, () => Number.NEGATIVE_INFINITY);
  return events.map((event) => {
    const at = x.at(event.at);
    const words = event.short.length * letterWidth + 12;
    const before = at + words > width;
    const from = before ? at - words : at - 6;
    const to = before ? at + 6 : at + words;
    const row = ends.findIndex((end) => end <= from);
    if (row !== -1) {
      ends[row] = to + 4;
      return { event, row, labelled: true, before };
    }
    const bare = ends.findIndex((end) => end <= at - 6);
    const place = bare === -1 ? mostRows - 1 : bare;
    ends[place] = Math.max(ends[place] ?? 0, at + 8);
    return { event, row: place, labelled: false, before };
  });
}
