import type { ResourceId } from "../../foundation/kernel/index.ts";
import { awayOf } from "./absences.ts";
import { dayMilliseconds, weekdayOf } from "../../foundation/calendar/index.ts";
import { openFor } from "./spoken-against.ts";
import { type Stretch, joined, without } from "./stretches.ts";
import type { Absence, Branch, Places, Therapist } from "./types.ts";

/** One day of the organisation. */
export interface WholeDay {
  readonly day: string;
  /** Its midnight and the next. */
  readonly from: number;
  readonly until: number;
}

/** When a therapist works on a day: hours at branches that are open, without leave and closures. Nothing where no hours are known.
 *  @param only one branch; undefined: all of theirs */
export function openWorkingTimes(
  places: Places,
  absences: readonly Absence[],
  only: ResourceId | undefined,
): (therapist: Therapist, day: WholeDay) => readonly Stretch[] {
  const away = new Map<string, readonly Stretch[]>();
  const awayFor = (id: ResourceId | undefined) => {
    const known = away.get(id ?? "");
    if (known !== undefined) return known;
    const found = awayOf(absences, id);
    away.set(id ?? "", found);
    return found;
  };
  /** A week's hours come back: on days of 24 hours they are as far from midnight as the week before. */
  const ofWeek = new Map<string, readonly Stretch[]>();

  function hours(therapist: Therapist, branch: Branch | undefined, { day, from, until }: WholeDay): readonly Stretch[] {
    const known = therapist.at.some(
      (one) => one.hours.length > 0 && (one.branchId === undefined || one.branchId === branch?.id),
    );
    if (!known) return [];
    if (until - from !== dayMilliseconds) return openFor(places, branch, therapist, day) ?? [];
    const name = `${therapist.id}|${branch?.id ?? ""}|${weekdayOf(day)}`;
    const before = ofWeek.get(name);
    if (before !== undefined) return shifted(before, from);
    const found = openFor(places, branch, therapist, day) ?? [];
    ofWeek.set(name, shifted(found, -from));
    return found;
  }

  const ofTherapist = new Map<
    Therapist,
    readonly { readonly branch: Branch | undefined; readonly gone: readonly Stretch[] }[]
  >();
  /** Where a therapist works, and what keeps them from it there. */
  function placesOf(therapist: Therapist) {
    const known = ofTherapist.get(therapist);
    if (known !== undefined) return known;
    const ids = new Set(therapist.at.flatMap(({ branchId }) => branchId ?? []));
    const branches: readonly (Branch | undefined)[] =
      ids.size === 0
        ? [only === undefined ? undefined : places.branches.find(({ id }) => id === only)]
        : places.branches.filter(({ id }) => ids.has(id) && (only === undefined || id === only));
    const found = branches.map((branch) => ({
      branch,
      gone: [...awayFor(therapist.id), ...(branch === undefined ? [] : awayFor(branch.id))],
    }));
    ofTherapist.set(therapist, found);
    return found;
  }

  return (therapist, day) =>
    joined(
      placesOf(therapist).flatMap(({ branch, gone }) => {
        const open = hours(therapist, branch, day);
        const near = gone.filter(({ from, until }) => from < day.until && until > day.from);
        return near.length === 0 ? open : without(open, near);
      }),
    );
}

function shifted(stretches: readonly Stretch[], by: number): readonly Stretch[] {
  return stretches.map(({ from, until }) => ({ from: from + by, until: until + by }));
}
