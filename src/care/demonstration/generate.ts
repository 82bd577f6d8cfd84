import type { TransactionBundle } from "./bundle.ts";
import { createCalendar } from "./calendar.ts";
import { type Booking, writeDiary } from "./clinic/diary.ts";
import { clinicBundle } from "./clinic/patient.ts";
import { diaryPatient, type PlannedPatient, planPatient } from "./clinic/plan-patient.ts";
import { childIndex, clinicPatients, parentIndex } from "./clinic/profiles.ts";
import { residentProfiles } from "./home/profiles.ts";
import { residentBundle } from "./home/resident.ts";
import { organisationBundle } from "./organisation.ts";
import { createPhoneBook } from "./places/invented-places.ts";
import { createRandom } from "./random.ts";

export interface DemonstrationChoice {
  /** The same seed, day and zone give the same demonstration to the byte. */
  readonly seed: number;
  /** ISO 8601 instant; the diary lies around it, and nothing but bookings lies after it. */
  readonly today: string;
  /** IANA name of the organisation's zone. */
  readonly homeTimeZone: string;
}

/**
 * The people of an invented clinic and care home: the organisation's bundle first, then one bundle for each patient.
 * Every name, number and event is made up.
 */
export function* generateDemonstration(choice: DemonstrationChoice): Generator<TransactionBundle, void, undefined> {
  const calendar = createCalendar(choice.today, choice.homeTimeZone);
  const random = createRandom(`demonstration/${choice.seed}`);
  const phones = createPhoneBook(random.fork("phones"));
  yield organisationBundle(calendar);

  const parent = planPatient(parentIndex, calendar, random);
  const planned: PlannedPatient[] = Array.from({ length: clinicPatients }, (_, index) =>
    planPatient(index, calendar, random, index === childIndex ? parent : undefined),
  );
  const diary = writeDiary(
    planned.map((patient) => diaryPatient(patient, calendar)),
    calendar,
    random.fork("diary"),
  );
  const numbers = new Map<Booking, number>(diary.map((booking, index) => [booking, index]));
  for (const patient of planned) {
    yield clinicBundle(patient, {
      calendar,
      phones,
      bookings: diary.filter((booking) => booking.patient === patient.index),
      numberOf: (booking) => numbers.get(booking) ?? 0,
      parent: patient.index === childIndex ? parent : undefined,
    });
  }
  for (const [index, profile] of residentProfiles.entries()) {
    yield residentBundle(profile, { index, calendar, phones, random: random.fork(`home/${index}`) });
  }
}
