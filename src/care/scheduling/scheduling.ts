import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type NewAbsence, absencesIn, affectedBy, makeAbsence } from "./absences.ts";
import { type Board, readBoard } from "./board.ts";
import { type Booked, type NewBooking, type Standing, book, expectNowhereElse } from "./booking.ts";
import { oneOf, readPlaces } from "./clinic-directory.ts";
import { type Arrangement, readArrangement } from "./arrangement.ts";
import { type Work, setHours, setOpening } from "./configure.ts";
import { findFreeTimes, stretchOf } from "./free-times.ts";
import { type ChangedKind, type NewKind, changeKind, makeKind } from "./kinds.ts";
import { type Acting, type Move, type Moved, act, move } from "./moving.ts";
import { type Outside, outsideHours, outsideKind, outsideOpening, outsideRoom } from "./outside.ts";
import { type ChangedRoom, type KeptRoom, type NewRoom, changeRoom, makeRoom } from "./rooms.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { currentAppointment, seeAppointment } from "./see.ts";
import { type NewSeries, type SeriesWish, type SessionShown, bookSeries, previewSeries } from "./series.ts";
import type { Absence, Appointment, FreeTime, Kind, Places, WeeklyHours } from "./types.ts";
import { type FreedPlace, type NewWaiting, readWaiting, waitForPlace } from "./waiting.ts";

export interface FreeTimesQuery {
  readonly kind: string;
  readonly from: string;
  readonly days: number;
  readonly therapist?: string | undefined;
  readonly branch?: string | undefined;
  readonly room?: string | undefined;
  readonly most: number;
}

/** The desk's work with the calendar. Everything goes through the chart as the caller: what they don't see isn't there.
 *  Every method throws SchedulingError and ChartError. */
export interface Scheduling {
  places(caller: Caller): Promise<Places>;
  board(
    caller: Caller,
    asked: { readonly branch: ResourceId; readonly from: string; readonly days: number },
  ): Promise<Board>;
  freeTimes(
    caller: Caller,
    query: FreeTimesQuery,
  ): Promise<{ readonly timeZone: string; readonly times: readonly FreeTime[] }>;
  appointment(caller: Caller, id: ResourceId): Promise<Appointment>;
  book(caller: Caller, asked: NewBooking): Promise<Booked & { readonly created: boolean }>;
  /** Refuses, unless there is a reason, where the patient has another appointment at that time that the caller sees. */
  expectNowhereElse(caller: Caller, asked: Standing): Promise<void>;
  move(caller: Caller, id: ResourceId, asked: Move): Promise<Moved>;
  act(caller: Caller, id: ResourceId, asked: Acting): Promise<Moved>;
  previewSeries(
    caller: Caller,
    asked: SeriesWish,
  ): Promise<{ readonly timeZone: string; readonly sessions: readonly SessionShown[] }>;
  bookSeries(
    caller: Caller,
    asked: NewSeries,
  ): Promise<{ readonly appointments: readonly Appointment[]; readonly created: boolean }>;
  waitForPlace(
    caller: Caller,
    asked: NewWaiting,
  ): Promise<{ readonly appointment: Appointment; readonly created: boolean }>;
  waiting(
    caller: Caller,
    place: FreedPlace,
  ): Promise<{ readonly timeZone: string; readonly waiting: readonly Appointment[] }>;
  makeAbsence(caller: Caller, asked: NewAbsence): Promise<{ readonly absence: Absence; readonly affected: number }>;
  removeAbsence(caller: Caller, id: ResourceId): Promise<void>;
  makeKind(caller: Caller, kind: NewKind): Promise<Kind>;
  changeKind(caller: Caller, kind: ChangedKind): Promise<Kind>;
  /** @param expected the version of the branch that was seen; absent: whichever there is */
  setOpening(caller: Caller, branch: ResourceId, hours: readonly WeeklyHours[], expected?: number): Promise<void>;
  setHours(caller: Caller, therapist: ResourceId, work: Work): Promise<void>;
  /** Who works when and where, rooms and kinds, as they are kept. */
  arrangement(caller: Caller): Promise<Arrangement>;
  makeRoom(caller: Caller, room: NewRoom): Promise<{ readonly room: KeptRoom; readonly created: boolean }>;
  changeRoom(caller: Caller, id: ResourceId, room: ChangedRoom): Promise<KeptRoom>;
  /** What a change would leave outside, before it is made. */
  outsideOpening(caller: Caller, branch: ResourceId, hours: readonly WeeklyHours[]): Promise<Outside>;
  outsideHours(caller: Caller, therapist: ResourceId, work: Work): Promise<Outside>;
  outsideRoom(caller: Caller, id: ResourceId, room: Pick<ChangedRoom, "branchId" | "inUse">): Promise<Outside>;
  outsideKind(caller: Caller, id: ResourceId, kind: Pick<Kind, "branchIds" | "active" | "capacity">): Promise<Outside>;
}

export function openScheduling(ports: SchedulingPorts): Scheduling {
  return {
    places: (caller) => readPlaces(ports, caller),
    board: (caller, asked) => readBoard(ports, caller, asked),
    async freeTimes(caller, { kind: kindId, therapist, branch, room, from, days, most }) {
      const places = await readPlaces(ports, caller);
      const absences = await absencesIn(ports, caller, stretchOf({ from, days }, places.timeZone));
      const kind = oneOf(places.kinds, kindId, "kind");
      const times = await findFreeTimes(
        ports,
        caller.tenant,
        { places, absences },
        {
          kind,
          minutes: kind.minutes,
          from,
          days,
          therapists: therapist === undefined ? places.therapists : [oneOf(places.therapists, therapist, "therapist")],
          branch: branch === undefined ? undefined : oneOf(places.branches, branch, "branch"),
          room: room === undefined ? undefined : oneOf(places.rooms, room, "room"),
          most,
        },
      );
      return { timeZone: places.timeZone, times };
    },
    appointment: async (caller, id) => seeAppointment(ports, caller, await currentAppointment(ports, caller, id)),
    book: (caller, asked) => book(ports, caller, asked),
    expectNowhereElse: (caller, asked) => expectNowhereElse(ports, caller, asked),
    move: (caller, id, asked) => move(ports, caller, id, asked),
    act: (caller, id, asked) => act(ports, caller, id, asked),
    previewSeries: (caller, asked) => previewSeries(ports, caller, asked),
    bookSeries: (caller, asked) => bookSeries(ports, caller, asked),
    waitForPlace: (caller, asked) => waitForPlace(ports, caller, asked),
    waiting: async (caller, place) => ({
      timeZone: await ports.timeZone(caller.tenant),
      waiting: await readWaiting(ports, caller, place),
    }),
    async makeAbsence(caller, asked) {
      const absence = await makeAbsence(ports, caller, asked);
      return { absence, affected: await affectedBy(ports, caller, absence) };
    },
    async removeAbsence(caller, id) {
      await ports.chart.delete(caller, { type: "Slot", id });
    },
    makeKind: (caller, kind) => makeKind(ports, caller, kind),
    changeKind: (caller, kind) => changeKind(ports, caller, kind),
    setOpening: (caller, branch, hours, expected) => setOpening(ports, caller, branch, { hours, expected }),
    setHours: (caller, therapist, work) => setHours(ports, caller, therapist, work),
    arrangement: (caller) => readArrangement(ports, caller),
    makeRoom: (caller, room) => makeRoom(ports, caller, room),
    changeRoom: (caller, id, room) => changeRoom(ports, caller, id, room),
    outsideOpening: (caller, branch, hours) => outsideOpening(ports, caller, branch, hours),
    outsideHours: (caller, therapist, work) => outsideHours(ports, caller, therapist, work),
    outsideRoom: (caller, id, room) => outsideRoom(ports, caller, id, room),
    outsideKind: (caller, id, kind) => outsideKind(ports, caller, id, kind),
  };
}
