import type { Calendar, Day, Moment } from "../calendar.ts";
import type { Random } from "../random.ts";
import type { CareProvider } from "../staff.ts";
import { absencesAround, isAway } from "./absences.ts";
import { type DemonstrationKind, group, usualKind } from "./kinds.ts";
import { groupsOn, openingHours, rota, type Site, siteOf } from "./practices.ts";

type BookingStatus = "fulfilled" | "checked-in" | "arrived" | "booked" | "cancelled" | "noshow";

/** One line of the clinic's diary. */
export interface Booking {
  readonly patient: number;
  readonly provider: CareProvider;
  readonly kind: DemonstrationKind;
  readonly site: Site;
  readonly start: Moment;
  readonly minutes: number;
  readonly status: BookingStatus;
  readonly bookedOn: Moment;
}

/** Whom a patient of the clinic sees. */
export interface DiaryPatient {
  readonly index: number;
  readonly providers: readonly CareProvider[];
  /** The first day on which the patient can have been booked. */
  readonly registered: Day;
}

/** How far the diary reaches behind today: what happened on its days comes from its bookings, not from the histories. */
export const diaryDays = 34;
const weekBehind = 6;
const daysAhead = 8;

/** The diary of the weeks behind, of today and of the week ahead. Nobody is booked twice at a time, nobody but members of a group twice
 *  in two days, and nobody with somebody who is away. */
export function writeDiary(patients: readonly DiaryPatient[], calendar: Calendar, random: Random): Booking[] {
  const absences = absencesAround(calendar);
  const bookings: Booking[] = [];
  const taken = new Map<number, Day[]>();
  const groupDays = new Map<number, Day[]>();
  const note = (days: Map<number, Day[]>, patient: DiaryPatient, day: Day): void => {
    days.set(patient.index, [...(days.get(patient.index) ?? []), day]);
  };
  const book = (
    patient: DiaryPatient,
    { provider, kind }: { readonly provider: CareProvider; readonly kind: DemonstrationKind },
    start: Moment,
    random: Random,
  ): void => {
    const bookedDay = Math.max(patient.registered, Math.min(start.day, calendar.today) - random.integer(1, 16));
    bookings.push({
      patient: patient.index,
      provider,
      kind,
      site: siteOf(provider, start.day),
      start,
      minutes: kind.minutes,
      status: statusOf(start, kind.minutes, calendar, random),
      bookedOn: { day: bookedDay, minute: bookedDay === calendar.today ? 0 : random.integer(8 * 60 + 5, 17 * 60) },
    });
  };

  const fill = (day: Day, random: Random): void => {
    for (const { leader, minute } of groupsOn(day)) {
      const start = { day, minute };
      if (isAway(absences, { provider: leader, site: siteOf(leader, day) }, start, group.minutes)) continue;
      const members = patients.filter(
        (patient) =>
          patient.providers.some(
            (provider) => provider.profession === leader.profession && siteOf(provider, day) === siteOf(leader, day),
          ) &&
          patient.registered <= day - 1 &&
          !(taken.get(patient.index) ?? []).includes(day),
      );
      for (const patient of random.sample(members, random.integer(5, group.capacity))) {
        note(groupDays, patient, day);
        book(patient, { provider: leader, kind: group }, start, random);
      }
    }
    for (const provider of rota(day)) {
      const kind = usualKind(provider);
      const site = siteOf(provider, day);
      const busy = groupsOn(day).flatMap(({ leader, minute }) =>
        leader === provider ? [{ from: minute, until: minute + group.minutes }] : [],
      );
      const grid = gridOf(openingHours(day, site), kind.minutes).filter(
        (minute) =>
          busy.every(({ from, until }) => until <= minute || minute + kind.minutes <= from) &&
          !isAway(absences, { provider, site }, { day, minute }, kind.minutes),
      );
      // Of today's, somebody is always due just now.
      const present = day === calendar.today ? grid.filter((minute) => isUnderWay(minute, kind, calendar.now)) : [];
      const others = grid.filter((minute) => !present.includes(minute));
      const chosen = random.sample(others, howMany(day, calendar.today, provider, random) - present.length);
      for (const minute of [...present, ...chosen.sort((one, other) => one - other)]) {
        const free = patients.filter(
          (patient) =>
            patient.providers.includes(provider) &&
            patient.registered <= day - 1 &&
            !(groupDays.get(patient.index) ?? []).includes(day) &&
            (taken.get(patient.index) ?? []).every((other) => Math.abs(other - day) > 1),
        );
        if (free.length === 0) continue;
        const patient = leastBooked(free, taken, random);
        note(taken, patient, day);
        book(patient, { provider, kind }, { day, minute }, random);
      }
    }
  };
  for (let day = calendar.today - weekBehind; day <= calendar.today + daysAhead; day += 1) fill(day, random);
  const before = random.fork("before");
  for (let day = calendar.today - diaryDays; day < calendar.today - weekBehind; day += 1) fill(day, before);
  return bookings;
}

function isUnderWay(minute: number, { minutes }: DemonstrationKind, now: Moment): boolean {
  return minute <= now.minute && now.minute < minute + minutes;
}

/** How many somebody sees by themselves: most today, fewer the further ahead. Whoever is treated comes every week, whoever is seen by a
 *  doctor or a nurse doesn't. */
function howMany(day: Day, today: Day, { profession }: CareProvider, random: Random): number {
  if (day === today) return random.integer(5, 7);
  const treats = profession === "physiotherapist" || profession === "speech-therapist";
  if (day < today - weekBehind && !treats) return random.chance(0.4) ? 1 : 0;
  if (day < today) return random.integer(2, 3);
  return day > today + 4 ? random.integer(1, 3) : random.integer(3, 5);
}

/** Times on the provider's own grid, the lunch hour kept free. */
function gridOf(
  hours: { readonly from: number; readonly until: number } | undefined,
  minutes: number,
): readonly number[] {
  if (hours === undefined) return [];
  const grid: number[] = [];
  for (let minute = hours.from; minute + minutes <= hours.until; minute += minutes) {
    if (minute + minutes <= 12 * 60 + 30 || minute >= 13 * 60 + 15) grid.push(minute);
  }
  return grid;
}

function leastBooked(
  free: readonly DiaryPatient[],
  taken: ReadonlyMap<number, readonly Day[]>,
  random: Random,
): DiaryPatient {
  const load = (patient: DiaryPatient): number => taken.get(patient.index)?.length ?? 0;
  const least = Math.min(...free.map(load));
  return random.pick(free.filter((patient) => load(patient) === least));
}

/** How late somebody may be before they are taken for not coming. */
export const graceMinutes = 20;

function statusOf(start: Moment, minutes: number, calendar: Calendar, random: Random): BookingStatus {
  const { day, minute } = calendar.now;
  const chance = random.unit();
  const elapsed = (day - start.day) * 1440 + minute - start.minute;
  // Whoever is due within ten minutes may already sit in the waiting room.
  if (elapsed < 0) return elapsed > -10 && chance < 0.5 ? "arrived" : chance > 0.94 ? "cancelled" : "booked";
  // Somebody is late, somebody waits for a clinician who is, and the others are inside: one at a time with each, or one group.
  if (elapsed < minutes) {
    if (chance > 0.88) return elapsed < graceMinutes ? "booked" : "noshow";
    return elapsed < 3 || chance > 0.78 ? "arrived" : "checked-in";
  }
  return chance < 0.86 ? "fulfilled" : chance < 0.93 ? "noshow" : "cancelled";
}
