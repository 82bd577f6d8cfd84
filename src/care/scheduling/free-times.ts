import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { awayOf } from "./absences.ts";
import { cellsOf } from "./footprint.ts";
import { instantAt, laterDay, localDay } from "./local-time.ts";
import { roomIn } from "./places.ts";
import type { PlacesPorts } from "./ports.ts";
import { isOffered, openFor, takers } from "./spoken-against.ts";
import { type Stretch, without } from "./stretches.ts";
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

/** Candidates are asked about together: each costs a keyed hash for every five minutes of its therapist and rooms. */
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

  const roomsOf = (branch: Branch | undefined): readonly Room[] =>
    only === undefined ? places.rooms.filter(({ branchId }) => branchId === branch?.id) : [only];
  const leftIn = (actor: string, { from, until }: Stretch): number =>
    Math.min(...cellsOf([actor], from, until).map(({ name }) => remembered.get(name) ?? 0));

  async function ask(): Promise<void> {
    const cells = together
      .flatMap(({ therapist, branch, stretch }) =>
        [takers({ therapist }), ...roomsOf(branch).map((room) => takers({ room }))].flatMap((actors) =>
          cellsOf(actors, stretch.from, stretch.until),
        ),
      )
      .filter(({ name }) => !remembered.has(name));
    const wanted = [...new Map(cells.map((cell) => [cell.name, cell])).values()];
    if (wanted.length > 0) {
      const asked = { kind: `HealthcareService/${kind.id}`, capacity: kind.capacity, cells: wanted };
      for (const [name, left] of await roomIn(ports, tenant, asked)) remembered.set(name, left);
    }
    for (const { therapist, branch, stretch } of together) {
      const left = leftIn(`Practitioner/${therapist.id}`, stretch);
      if (left === 0 || free.length === most) continue;
      const rooms = roomsOf(branch)
        .filter(({ id }) =>
          awayOf(absences, id).every((away) => away.until <= stretch.from || stretch.until <= away.from),
        )
        .map(({ id }) => ({ id, left: leftIn(`Location/${id}`, stretch) }))
        .filter((room) => room.left > 0);
      const [room] = rooms;
      if (only !== undefined && room === undefined) continue;
      free.push(freeTime(therapist.id, branch?.id, room, left, stretch));
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
