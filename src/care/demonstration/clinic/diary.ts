import type { Calendar, Day, Moment } from "../calendar.ts";
import type { Random } from "../random.ts";
import type { CareProvider } from "../staff.ts";
import { openingHours, rota, slotMinutes } from "./practices.ts";

type BookingStatus = "fulfilled" | "checked-in" | "arrived" | "booked" | "cancelled" | "noshow";

/** One line of the clinic's diary. */
export interface Booking {
  readonly patient: number;
  readonly provider: CareProvider;
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

const daysBack = 6;
const daysAhead = 8;

/** The diary of the week behind, of today and of the week ahead. Nobody is booked twice at a time, or twice in three days. */
export function writeDiary(patients: readonly DiaryPatient[], calendar: Calendar, random: Random): Booking[] {
  const bookings: Booking[] = [];
  const taken = new Map<number, Day[]>();
  for (let day = calendar.today - daysBack; day <= calendar.today + daysAhead; day += 1) {
    const { from, until } = openingHours(day);
    for (const provider of rota(day)) {
      const minutes = slotMinutes(provider);
      const count =
        day === calendar.today
          ? random.integer(4, 5)
          : day > calendar.today + 4
            ? random.integer(0, 2)
            : random.integer(1, 3);
      for (const minute of slots(from, until, minutes, count, random)) {
        const free = patients.filter(
          (patient) =>
            patient.providers.includes(provider) &&
            patient.registered <= day - 1 &&
            (taken.get(patient.index) ?? []).every((other) => Math.abs(other - day) > 2),
        );
        if (free.length === 0) continue;
        const patient = leastBooked(free, taken, random);
        taken.set(patient.index, [...(taken.get(patient.index) ?? []), day]);
        const start = { day, minute };
        const bookedDay = Math.max(patient.registered, Math.min(day, calendar.today) - random.integer(1, 16));
        bookings.push({
          patient: patient.index,
          provider,
          start,
          minutes,
          status: statusOf(start, minutes, calendar, random),
          bookedOn: { day: bookedDay, minute: bookedDay === calendar.today ? 0 : random.integer(8 * 60 + 5, 17 * 60) },
        });
      }
    }
  }
  return bookings;
}

/** Times spread over the day, on the provider's own grid, the lunch hour kept free. */
function slots(from: number, until: number, minutes: number, count: number, random: Random): number[] {
  const grid: number[] = [];
  for (let minute = from; minute + minutes <= until; minute += minutes) {
    if (minute + minutes <= 12 * 60 + 30 || minute >= 13 * 60 + 15) grid.push(minute);
  }
  return random.sample(grid, count).sort((one, other) => one - other);
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

function statusOf(start: Moment, minutes: number, calendar: Calendar, random: Random): BookingStatus {
  const { day, minute } = calendar.now;
  const chance = random.unit();
  const elapsed = (day - start.day) * 1440 + minute - start.minute;
  // Whoever is due within ten minutes may already sit in the waiting room.
  if (elapsed < 0) return elapsed > -10 && chance < 0.5 ? "arrived" : chance > 0.94 ? "cancelled" : "booked";
  // A clinician's times don't overlap: each has one patient inside.
  if (elapsed >= 3 && elapsed < minutes && chance < 0.92) return "checked-in";
  if (elapsed < 45) return chance < 0.92 ? "arrived" : "noshow";
  return chance < 0.85 ? "fulfilled" : chance < 0.93 ? "noshow" : "cancelled";
}
