import { type Day, weekday } from "../calendar.ts";
import type { PhysiotherapyLine } from "../lines/physiotherapy-line.ts";
import type { Random } from "../random.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import { type Booking, diaryDays } from "./diary.ts";

/** A session to write: at the end of the course, one of the diary's bookings stands for it. */
export interface Session {
  readonly day: Day;
  readonly minute: number;
  readonly booking?: Booking;
}

/** The sessions of a course that the diary goes on with. */
export function ongoingSessions({ chart, start, bookings }: ClinicChart, attended: readonly Booking[]): Session[] {
  const { random, calendar } = chart;
  const first = Math.min(
    ...bookings.filter(({ provider }) => provider.profession === "physiotherapist").map((booking) => booking.start.day),
  );
  const before: Session[] = [];
  for (
    let day = Math.min(first, calendar.today) - random.integer(7, 12), count = random.integer(1, 7);
    count > 0 && day > start;
    count -= 1
  ) {
    before.unshift({ day: workingDay(day), minute: sessionMinute(random) });
    day -= random.integer(7, 13);
  }
  return [...before, ...attended.map((booking) => ({ ...booking.start, booking }))];
}

/** The sessions of a course that ended before the diary begins; none where there was no time for it. */
export function pastSessions({ chart, start }: ClinicChart, line: PhysiotherapyLine, index: number): Session[] {
  const { random, calendar } = chart;
  const weeks = random.integer(line.weeks[0], line.weeks[1]);
  const latest = calendar.today - diaryDays - 21 - weeks * 7;
  const earliest = start + 3 + index * 120;
  if (latest <= earliest) return [];
  const count = Math.min(9, Math.max(4, Math.round(weeks / 2.2)));
  const first = random.integer(earliest, latest);
  return Array.from({ length: count }, (_, number) => ({
    // Sessions thin out towards the end.
    day: workingDay(first + Math.round(weeks * 7 * (number / (count - 1)) ** 1.3)),
    minute: sessionMinute(random),
  }));
}

function workingDay(day: Day): Day {
  return weekday(day) === 0 ? day - 2 : weekday(day) === 6 ? day - 1 : day;
}

function sessionMinute(random: Random): number {
  return 8 * 60 + 40 * random.integer(0, 5) + (random.chance(0.5) ? 5 * 60 + 20 : 0);
}
