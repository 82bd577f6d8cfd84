import type { Access } from "../../../../../contract/index.ts";
import { formatDay, wallTime, type Zone } from "../../../../ui/clinical/dates.ts";

/** One person's (or program's) stay in the chart: looks that follow one another for one reason. */
export type Visit = {
  /** The newest look's id: stable as older pages arrive. */
  readonly key: string;
  readonly actor: Access["actor"];
  readonly why: string;
  readonly purpose: string | undefined;
  /** Whom the actor stood in for: "Patient/…". */
  readonly onBehalfOf: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Newest first, as they came. */
  readonly looks: readonly Access[];
};

export type VisitDay = { readonly day: string; readonly visits: readonly Visit[] };

/** A pause longer than this begins a new visit. */
const longestPauseMilliseconds = 15 * 60_000;

/** @param accesses newest first */
export function visitsOf(accesses: readonly Access[], zone?: Zone): readonly Visit[] {
  const open = new Map<string, { looks: Access[]; from: number; to: number; day: string }>();
  const visits: { looks: Access[]; from: number; to: number }[] = [];
  for (const access of accesses) {
    const at = Date.parse(access.at);
    const day = formatDay(wallTime(at, zone));
    const key = `${access.actor.kind}|${access.actor.name}|${access.actor.role ?? ""}|${access.purpose ?? ""}|${access.onBehalfOf ?? ""}|${access.why}`;
    const visit = open.get(key);
    if (visit !== undefined && visit.from - at <= longestPauseMilliseconds && visit.day === day) {
      visit.looks.push(access);
      visit.from = at;
      continue;
    }
    const begun = { looks: [access], from: at, to: at, day };
    open.set(key, begun);
    visits.push(begun);
  }
  return visits.flatMap(({ looks, from, to }) => {
    const newest = looks[0];
    if (newest === undefined) return [];
    const { entryId: key, actor, why, purpose, onBehalfOf } = newest;
    return [{ key, actor, why, purpose, onBehalfOf, from, to, looks }];
  });
}

/** Visits by the day on which they ended, newest first. */
export function visitDays(visits: readonly Visit[], zone?: Zone): readonly VisitDay[] {
  const days = new Map<string, Visit[]>();
  for (const visit of visits) {
    const day = formatDay(wallTime(visit.to, zone));
    const there = days.get(day);
    if (there === undefined) days.set(day, [visit]);
    else there.push(visit);
  }
  return [...days].map(([day, list]) => ({ day, visits: list }));
}
