import { opened } from "../../custody/chart/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { absencesIn } from "./absences.ts";
import { appointmentOf, bookedBefore, expectAcceptable, inCalendarWords, isResend, wishOf } from "./booking.ts";
import { readPlaces } from "./clinic-directory.ts";
import { findFreeTimes, nearestTo } from "./free-times.ts";
import { type Weekday, instantAt, laterDay, localDay, minutesOf, weekdayOf } from "../../foundation/calendar/index.ts";
import { SchedulingError } from "./scheduling-error.ts";
import type { SchedulingPorts } from "./scheduling-ports.ts";
import { seeAppointment } from "./see.ts";
import { type Wish, hoursAgainst, leftFor, patientsTimes, warningOf } from "./spoken-against.ts";
import { overlaps } from "./stretches.ts";
import type { Absence, Appointment, FreeTime, Places, Warning } from "./types.ts";

export interface SeriesWish {
  readonly patientId: string;
  readonly kindId: string;
  readonly branchId: string;
  readonly therapistId?: string | undefined;
  readonly roomId?: string | undefined;
  readonly from: string;
  /** "10:00" */
  readonly time: string;
  readonly weekdays: readonly Weekday[];
  readonly sessions: number;
  readonly minutes?: number | undefined;
}

export interface SessionShown {
  readonly start: string;
  readonly end: string;
  readonly warnings: readonly Warning[];
  readonly alternatives: readonly FreeTime[];
}

const mostAlternatives = 3;

/** The days of a series. Sixty sessions, once a week at least, end within sixty weeks. */
export function seriesDays(from: string, weekdays: readonly Weekday[], sessions: number): readonly string[] {
  const days: string[] = [];
  for (let day = from; days.length < sessions && weekdays.length > 0; day = laterDay(day, 1))
    if (weekdays.includes(weekdayOf(day))) days.push(day);
  return days;
}

/** What a series would be, with what speaks against each session and when it could be instead. Writes nothing.
 *  @throws SchedulingError, ChartError */
export async function previewSeries(
  ports: SchedulingPorts,
  caller: Caller,
  asked: SeriesWish,
): Promise<{ readonly timeZone: string; readonly sessions: readonly SessionShown[] }> {
  const places = await readPlaces(ports, caller);
  const zone = places.timeZone;
  const minute = minutesOf(asked.time);
  const days = seriesDays(asked.from, asked.weekdays, asked.sessions);
  const wishes = days.map((day) =>
    wishOf(places, { ...asked, start: new Date(instantAt(day, minute, zone)).toISOString() }),
  );
  const known = await seriesAgainst(ports, caller, { places, patient: asked.patientId as ResourceId }, wishes);
  const { absences } = known;
  const sessions: SessionShown[] = [];
  for (const [index, wish] of wishes.entries()) {
    const warnings = known.warnings[index] ?? [];
    const { from, until } = wish.stretch;
    const instead =
      warnings.length === 0
        ? []
        : await findFreeTimes(
            ports,
            caller.tenant,
            { places, absences },
            {
              kind: wish.kind,
              minutes: Math.round((until - from) / 60_000),
              from: localDay(from, zone),
              days: 2,
              therapists: wish.therapist === undefined ? places.therapists : [wish.therapist],
              branch: wish.branch,
              room: wish.room,
              most: 200,
            },
          );
    sessions.push({
      start: new Date(from).toISOString(),
      end: new Date(until).toISOString(),
      warnings,
      alternatives: nearestTo(from, zone, instead, mostAlternatives),
    });
  }
  return { timeZone: zone, sessions };
}

const dayAndMore = 26 * 3_600_000;

/** What speaks against each of several wishes. */
async function seriesAgainst(
  ports: SchedulingPorts,
  caller: Caller,
  { places, patient }: { readonly places: Places; readonly patient: ResourceId },
  wishes: readonly Wish[],
): Promise<{ readonly absences: readonly Absence[]; readonly warnings: readonly (readonly Warning[])[] }> {
  const whole = {
    from: Math.min(...wishes.map(({ stretch }) => stretch.from)),
    until: Math.max(...wishes.map(({ stretch }) => stretch.until)),
  };
  const around = { from: whole.from - dayAndMore, until: whole.until + 2 * dayAndMore };
  const absences = await absencesIn(ports, caller, around);
  const elsewhere = await patientsTimes(ports, caller, patient, whole);
  const warnings: (readonly Warning[])[] = [];
  for (const wish of wishes)
    warnings.push([
      ...((await leftFor(ports, caller, wish)) === 0 ? [warningOf("taken")] : []),
      ...hoursAgainst(wish, absences, { zone: places.timeZone, now: ports.now() }),
      ...(elsewhere.some((one) => overlaps(one, wish.stretch)) ? [warningOf("patient-busy")] : []),
    ]);
  return { absences, warnings };
}

export interface NewSeries {
  readonly requestId: string;
  readonly patientId: string;
  readonly kindId: string;
  readonly branchId: string;
  readonly sessions: readonly {
    readonly start: string;
    readonly minutes?: number | undefined;
    readonly therapistId?: string | undefined;
    readonly roomId?: string | undefined;
  }[];
  readonly override?: { readonly reason: string } | undefined;
}

/** Books all of these or none, once for each request. @throws SchedulingError, ChartError */
export async function bookSeries(
  ports: SchedulingPorts,
  caller: Caller,
  asked: NewSeries,
): Promise<{ readonly appointments: readonly Appointment[]; readonly created: boolean }> {
  const requests = asked.sessions.map((_, index) => `${asked.requestId}/${index + 1}`);
  const before = await bookedBefore(ports, caller, asked.patientId, requests);
  if (before !== undefined) return { appointments: before, created: false };
  const places = await readPlaces(ports, caller);
  const wishes = asked.sessions.map((session) => wishOf(places, { ...asked, ...session }));
  const sorted = wishes.toSorted((one, other) => one.stretch.from - other.stretch.from);
  if (sorted.some((one, index) => index > 0 && overlaps(one.stretch, sorted[index - 1]?.stretch ?? nothing)))
    throw new SchedulingError("scheduling/unsuitable", "two of the sessions are at the same time", {
      path: "sessions",
    });
  const against = await seriesAgainst(ports, caller, { places, patient: asked.patientId as ResourceId }, wishes);
  for (const [index, warnings] of against.warnings.entries())
    expectAcceptable(warnings, asked.override?.reason, `sessions[${index}]`);
  const now = ports.now();
  const entries = wishes.map((wish, index) => ({
    kind: "create" as const,
    type: "Appointment" as const,
    resource: appointmentOf(
      { requestId: requests[index] ?? "", patientId: asked.patientId, status: "booked", now },
      wish,
      asked.override?.reason,
    ),
  }));
  try {
    const { value } = await ports.chart.transact(caller, entries);
    const versions = value.flatMap(({ version }) => version ?? []);
    return {
      appointments: await Promise.all(versions.map((version) => seeAppointment(ports, caller, opened(version)))),
      created: true,
    };
  } catch (error) {
    const made = isResend(error) ? await bookedBefore(ports, caller, asked.patientId, requests) : undefined;
    if (made !== undefined) return { appointments: made, created: false };
    throw inCalendarWords(error);
  }
}

const nothing = { from: 0, until: 0 };
