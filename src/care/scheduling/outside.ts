import type { ResourceId } from "../../foundation/kernel/index.ts";
import { type Caller, speaksOf } from "../../custody/access/index.ts";
import { type Arrangement, readArrangement } from "./arrangement.ts";
import { oneOf } from "./clinic-directory.ts";
import type { Work } from "./configure.ts";
import { findAllOf } from "./find-all.ts";
import { localDay } from "../../foundation/calendar/index.ts";
import { actorsIn } from "./read-appointment.ts";
import type { ChangedRoom } from "./rooms.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { isOffered, stretchIn, workingHours } from "./spoken-against.ts";
import { type Stretch, holds, hoursOf } from "./stretches.ts";
import type { Kind, Therapist, WeeklyHours } from "./types.ts";

/** Why an appointment would no longer be as it should be. */
export type WhyOutside = "hours" | "room" | "not-offered" | "too-many";

/** An appointment that a change would leave outside: when, and with what. Of whom, the calendar tells those who may see it. */
export interface OutsideOne {
  readonly id: ResourceId;
  readonly start: string;
  readonly end: string;
  readonly why: WhyOutside;
  readonly branchId?: ResourceId | undefined;
  readonly kindId?: ResourceId | undefined;
  readonly therapistId?: ResourceId | undefined;
  readonly roomId?: ResourceId | undefined;
}

/** What a change would leave outside, as far as the caller sees appointments. Nothing of it is moved. */
export interface Outside {
  /** Whether the caller's role sees appointments at all. */
  readonly seen: boolean;
  /** By the role alone: it sees those of some patients or sites, and others may be outside too. */
  readonly partly?: true | undefined;
  readonly count: number;
  /** The earliest. */
  readonly first: readonly OutsideOne[];
}

interface Seen {
  readonly all: readonly Expected[];
  readonly partly: boolean;
}

interface Expected extends Omit<OutsideOne, "why"> {
  readonly stretch: Stretch;
}

const mostShown = 50;

/** Who is still expected with this therapist, in these rooms, or for this kind; undefined for a role without appointments. */
async function expectedAt(
  { chart, now }: Pick<SchedulingPorts, "chart" | "now">,
  caller: Caller,
  actors: readonly string[],
  { rooms, branches }: Pick<Arrangement, "rooms" | "branches">,
): Promise<Seen | undefined> {
  const sees = caller.scopes.some((scope) => speaksOf(scope.type, "Appointment") && scope.permissions.includes("s"));
  if (!sees) return undefined;
  const { matches } = await findAllOf(chart, caller, "Appointment", {
    parameter: "actor",
    values: actors,
    and: [
      ["status", "booked,pending,arrived"],
      ["date", `ge${new Date(now()).toISOString()}`],
    ],
  });
  const all = matches
    .flatMap(({ id, resource }): Expected[] => {
      const stretch = stretchIn(resource);
      if (stretch === undefined || stretch.from < now()) return [];
      const places = actorsIn(resource, "Location").map((one) => one.id);
      const room = rooms.find((one) => places.includes(one.id));
      return [
        {
          id,
          stretch,
          start: new Date(stretch.from).toISOString(),
          end: new Date(stretch.until).toISOString(),
          branchId: branches.find((one) => places.includes(one.id))?.id ?? room?.branchId,
          kindId: actorsIn(resource, "HealthcareService")[0]?.id,
          therapistId: actorsIn(resource, "Practitioner")[0]?.id,
          roomId: room?.id,
        },
      ];
    })
    .sort((one, other) => one.stretch.from - other.stretch.from);
  return { all, partly: (caller.reach ?? "organisation") !== "organisation" || caller.facilities !== undefined };
}

function outsideOf(expected: Seen | undefined, why: (one: Expected) => WhyOutside | undefined): Outside {
  if (expected === undefined) return { seen: false, count: 0, first: [] };
  const found = expected.all.flatMap((one): OutsideOne[] => {
    const reason = why(one);
    const { stretch: _stretch, ...rest } = one;
    return reason === undefined ? [] : [{ ...rest, why: reason }];
  });
  const partly = expected.partly ? ({ partly: true } as const) : {};
  return { seen: true, ...partly, count: found.length, first: found.slice(0, mostShown) };
}

/** The therapist as they would be; where they are changed. */
function changed(
  arrangement: Arrangement,
  id: ResourceId,
  { branchId, hours, kindIds, active, expected }: Work,
): { readonly before: Therapist; readonly after: Therapist } {
  const known = arrangement.therapists.find((one) => one.id === id);
  const at = known?.at ?? [];
  const isHere = (one: (typeof at)[number]) => (one.branchId ?? null) === branchId;
  const role = expected?.roleId ?? at.find(isHere)?.roleId;
  const others = at.filter((one) => !isHere(one) || one.roleId !== role);
  const work = { branchId: branchId ?? undefined, hours, kindIds };
  const name = known?.name ?? "";
  return { before: { id, name, at }, after: { id, name, at: active ? [...others, work] : others } };
}

/** Booked appointments that would lie outside a therapist's new hours, and don't now. @throws ChartError */
export async function outsideHours(
  ports: SchedulingPorts,
  caller: Caller,
  therapist: ResourceId,
  work: Work,
): Promise<Outside> {
  const arrangement = await readArrangement(ports, caller);
  const { timeZone, branches, kinds } = arrangement;
  const { before, after } = changed(arrangement, therapist, work);
  const worksAt = ({ at }: Therapist, branch: ResourceId | undefined) =>
    at.some(({ branchId }) => branchId === undefined || branchId === branch);
  const expected = await expectedAt(ports, caller, [`Practitioner/${therapist}`], arrangement);
  return outsideOf(expected, ({ branchId, kindId, stretch }) => {
    const branch = branches.find(({ id }) => id === branchId);
    const kind = kinds.find(({ id }) => id === kindId);
    const isOut = (one: Therapist) => {
      const hours = workingHours(one, branch, localDay(stretch.from, timeZone), timeZone);
      return hours !== undefined && !holds(hours, stretch);
    };
    if (worksAt(before, branchId) && !worksAt(after, branchId)) return "hours";
    if (isOut(after) && !isOut(before)) return "hours";
    const isDone = (one: Therapist) => kind === undefined || isOffered(kind, branch, one);
    return isDone(before) && !isDone(after) ? "not-offered" : undefined;
  });
}

/** Booked appointments that would lie outside a branch's new hours, and don't now. @throws SchedulingError, ChartError */
export async function outsideOpening(
  ports: SchedulingPorts,
  caller: Caller,
  id: ResourceId,
  hours: readonly WeeklyHours[],
): Promise<Outside> {
  const arrangement = await readArrangement(ports, caller);
  const { timeZone, branches, rooms } = arrangement;
  const { opening } = oneOf(branches, id, "branch");
  const isOut = (open: readonly WeeklyHours[], { stretch }: Expected) => {
    const on = hoursOf(open, localDay(stretch.from, timeZone), timeZone);
    return on !== undefined && !holds(on, stretch);
  };
  // What another system wrote may name the room alone.
  const places = [id, ...rooms.filter(({ branchId }) => branchId === id).map((room) => room.id)];
  const expected = await expectedAt(
    ports,
    caller,
    places.map((place) => `Location/${place}`),
    arrangement,
  );
  return outsideOf(expected, (one) =>
    one.branchId === id && isOut(hours, one) && !isOut(opening, one) ? "hours" : undefined,
  );
}

/** Booked appointments in a room that goes out of use, or to another branch. @throws SchedulingError, ChartError */
export async function outsideRoom(
  ports: SchedulingPorts,
  caller: Caller,
  id: ResourceId,
  { branchId, inUse }: Pick<ChangedRoom, "branchId" | "inUse">,
): Promise<Outside> {
  const arrangement = await readArrangement(ports, caller);
  const before = oneOf(arrangement.rooms, id, "room");
  const leaves = before.inUse && (!inUse || before.branchId !== branchId);
  const expected = await expectedAt(ports, caller, [`Location/${id}`], arrangement);
  return outsideOf(expected, () => (leaves ? "room" : undefined));
}

/** Booked appointments of a kind that isn't offered there any more, or of which more come at a time than are taken in.
 *  @throws SchedulingError, ChartError */
export async function outsideKind(
  ports: SchedulingPorts,
  caller: Caller,
  id: ResourceId,
  next: Pick<Kind, "branchIds" | "active" | "capacity">,
): Promise<Outside> {
  const arrangement = await readArrangement(ports, caller);
  const before = oneOf(arrangement.kinds, id, "kind");
  const after = { ...before, ...next };
  const expected = await expectedAt(ports, caller, [`HealthcareService/${id}`], arrangement);
  const tooMany =
    after.capacity < before.capacity ? beyond(expected?.all ?? [], after.capacity) : new Set<ResourceId>();
  return outsideOf(expected, ({ id: appointment, branchId }) => {
    const branch = arrangement.branches.find((one) => one.id === branchId);
    if (isOffered(before, branch) && !isOffered(after, branch)) return "not-offered";
    return tooMany.has(appointment) ? "too-many" : undefined;
  });
}

/** Of appointments by their start, those that come on top of as many as are taken in by one therapist or room. Pure. */
export function beyond(
  sorted: readonly Pick<Expected, "id" | "stretch" | "therapistId" | "roomId">[],
  capacity: number,
): ReadonlySet<ResourceId> {
  const under = new Map<ResourceId, Stretch[]>();
  const found = new Set<ResourceId>();
  for (const { id, stretch, therapistId, roomId } of sorted)
    for (const taker of [therapistId, roomId]) {
      if (taker === undefined) continue;
      const together = (under.get(taker) ?? []).filter(({ until }) => until > stretch.from);
      if (together.length >= capacity) found.add(id);
      under.set(taker, [...together, stretch]);
    }
  return found;
}
