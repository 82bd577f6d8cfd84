import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { awayOf } from "./absences.ts";
import { cellsOf } from "./footprint.ts";
import { instantAt, laterDay, localDay } from "../../foundation/calendar/index.ts";
import { roomIn } from "./places.ts";
import type { PlacesPorts } from "./ports.ts";
import { isOffered, openFor } from "./spoken-against.ts";
import { type Stretch, overlaps, without } from "./stretches.ts";
import type { Absence, Branch, FreeTime, Kind, Places, Room, Therapist } from "./types.ts";

export interface FreeTimesWish {
  readonly kind: Kind;
  readonly minutes: number;
  /** The first day, in the organisation's zone. */
  readonly from: string;
  readonly days: number;
  readonly therapists: readonly Therapist[];
  /** Undefined: every branch. */
  readonly branch?: Branch | undefined;
  readonly room?: Room | undefined;
  readonly most: number;
}

/** Times are offered on the half-hour, or what shorter kinds need. */
function gridMinutes(minutes: number): number {
  return [30, 15, 20, 10].find((grid) => minutes % grid === 0) ?? 5;
}

interface Candidate {
  readonly therapist: Therapist;
  readonly branch: Branch | undefined;
  readonly stretch: Stretch;
}

const minute = 60_000;

/** The days that a wish is about. */
export function stretchOf({ from, days }: Pick<FreeTimesWish, "from" | "days">, zone: string): Stretch {
  return { from: instantAt(from, 0, zone), until: instantAt(laterDay(from, days), 0, zone) };
}

/** Every start in working hours that isn't away, whether it is free or not; by start. */
function* candidates(
  places: Places,
  absences: readonly Absence[],
  wish: FreeTimesWish,
  now: number,
): Generator<Candidate> {
  const { kind, minutes, from, days, therapists, branch: only } = wish;
  const zone = places.timeZone;
  for (let index = 0; index < days; index += 1) {
    const day = laterDay(from, index);
    const midnight = instantAt(day, 0, zone);
    const found: Candidate[] = [];
    for (const therapist of therapists) {
      const branches = only === undefined ? branchesOf(places, therapist) : [only];
      for (const branch of branches) {
        if (branch !== undefined && !worksAt(therapist, branch)) continue;
        if (!isOffered(kind, branch, therapist)) continue;
        const open = openFor(places, branch, therapist, day) ?? [];
        const away = [...awayOf(absences, therapist.id), ...awayOf(absences, branch?.id)];
        const step = gridMinutes(minutes) * minute;
        for (const { from: begin, until } of without(open, away)) {
          for (
            let at = midnight + Math.ceil((begin - midnight) / step) * step;
            at + minutes * minute <= until;
            at += step
          )
            if (at >= now) found.push({ therapist, branch, stretch: { from: at, until: at + minutes * minute } });
        }
      }
    }
    yield* found.sort((one, other) => one.stretch.from - other.stretch.from);
  }
}

function worksAt({ at }: Therapist, branch: Branch): boolean {
  return at.some(({ branchId }) => branchId === undefined || branchId === branch.id);
}

function branchesOf(places: Places, { at }: Therapist): readonly (Branch | undefined)[] {
  const ids = new Set(at.flatMap(({ branchId }) => branchId ?? []));
  return ids.size === 0 ? [undefined] : places.branches.filter(({ id }) => ids.has(id));
}

/** Candidates are asked about together: each costs a keyed hash for every five minutes of its therapist and its room. */
const askedTogether = 60;

/** Times that nothing speaks against, earliest first. */
export async function findFreeTimes(
  ports: PlacesPorts,
  tenant: TenantId,
  known: { readonly places: Places; readonly absences: readonly Absence[] },
  wish: FreeTimesWish,
): Promise<readonly FreeTime[]> {
  const { places, absences } = known;
  const { kind, room: only, most } = wish;
  const free: FreeTime[] = [];
  const remembered = new Map<string, number>();
  let together: Candidate[] = [];

  const roomsOf = (branch: Branch | undefined, stretch: Stretch): readonly Room[] =>
    (only === undefined ? places.rooms.filter(({ branchId }) => branchId === branch?.id) : [only]).filter(({ id }) =>
      awayOf(absences, id).every((away) => !overlaps(away, stretch)),
    );

  /** How many places each has left in its stretch. */
  async function leftOf(
    asked: readonly { readonly actor: string; readonly stretch: Stretch }[],
  ): Promise<readonly number[]> {
    const cells = asked.map(({ actor, stretch }) => cellsOf([actor], stretch.from, stretch.until));
    const wanted = new Map(
      cells.flatMap((of) => of.flatMap((cell) => (remembered.has(cell.name) ? [] : [[cell.name, cell] as const]))),
    );
    if (wanted.size > 0) {
      const room = { kind: `HealthcareService/${kind.id}`, capacity: kind.capacity, cells: [...wanted.values()] };
      for (const [name, left] of await roomIn(ports, tenant, room)) remembered.set(name, left);
    }
    return cells.map((of) => Math.min(...of.map(({ name }) => remembered.get(name) ?? 0)));
  }

  async function ask(): Promise<void> {
    const lefts = await leftOf(
      together.map(({ therapist, stretch }) => ({ actor: `Practitioner/${therapist.id}`, stretch })),
    );
    const found = together.flatMap((candidate, index) => {
      const left = lefts[index] ?? 0;
      return left === 0 ? [] : [{ ...candidate, left, rooms: roomsOf(candidate.branch, candidate.stretch) }];
    });
    // One room is enough: the second is asked about where the first is taken.
    const inRoom = new Map<Candidate, { readonly id: ResourceId; readonly left: number }>();
    for (let turn = 0; ; turn += 1) {
      const still = found.flatMap((candidate) => {
        const room = inRoom.has(candidate) ? undefined : candidate.rooms[turn];
        return room === undefined ? [] : [{ candidate, room }];
      });
      if (still.length === 0) break;
      const left = await leftOf(
        still.map(({ candidate, room }) => ({ actor: `Location/${room.id}`, stretch: candidate.stretch })),
      );
      for (const [index, { candidate, room }] of still.entries())
        if ((left[index] ?? 0) > 0) inRoom.set(candidate, { id: room.id, left: left[index] ?? 0 });
    }
    for (const candidate of found) {
      const room = inRoom.get(candidate);
      if (free.length === most || (only !== undefined && room === undefined)) continue;
      free.push(freeTime(candidate.therapist.id, candidate.branch?.id, room, candidate.left, candidate.stretch));
    }
    together = [];
  }

  for (const candidate of candidates(places, absences, wish, ports.now())) {
    together.push(candidate);
    if (together.length === askedTogether) await ask();
    if (free.length === most) return free;
  }
  await ask();
  return free;
}

function freeTime(
  therapistId: ResourceId,
  branchId: ResourceId | undefined,
  room: { readonly id: ResourceId; readonly left: number } | undefined,
  left: number,
  { from, until }: Stretch,
): FreeTime {
  return {
    start: new Date(from).toISOString(),
    end: new Date(until).toISOString(),
    branchId,
    therapistId,
    roomId: room?.id,
    left: Math.min(left, room?.left ?? left),
  };
}

/** The nearest to a moment first: of the same day, then of the day after. */
export function nearestTo(at: number, zone: string, times: readonly FreeTime[], most: number): readonly FreeTime[] {
  const today = localDay(at, zone);
  const far = ({ start }: FreeTime) => Math.abs(Date.parse(start) - at);
  const isToday = ({ start }: FreeTime) => localDay(Date.parse(start), zone) === today;
  return [...times]
    .sort((one, other) => Number(isToday(other)) - Number(isToday(one)) || far(one) - far(other))
    .slice(0, most);
}
