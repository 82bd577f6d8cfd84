import type { TransactionBundle } from "../bundle.ts";
import type { Calendar, Day } from "../calendar.ts";
import type { MedicineKey, Prescription } from "../catalogue/medicines.ts";
import { startCourse, writePrescriptions } from "../chart/medication.ts";
import { openChart } from "../chart/open-chart.ts";
import { inventRelative, type Relative } from "../chart/patient.ts";
import { chooseTreatments, coursesOf, shiftsOf } from "../chart/treat.ts";
import { lineOf } from "../lines/all-lines.ts";
import { patientWords } from "../notes/patient-words.ts";
import type { PhoneBook } from "../places/invented-places.ts";
import type { ClinicChart } from "./clinic-chart.ts";
import type { Booking } from "./diary.ts";
import type { PlannedPatient } from "./plan-patient.ts";
import type { ClinicProfile } from "./profiles.ts";
import { speechReasonOf } from "./speech.ts";
import { wishOf, writeWish } from "./waiting-list.ts";
import { allergiesOf, writeBackground } from "./write-background.ts";
import { writeBookings } from "./write-bookings.ts";
import { writeConsultations } from "./write-consultations.ts";
import { writeCourses } from "./write-courses.ts";
import { writeSessions } from "./write-sessions.ts";

const historyDays = 3 * 365;

/** A clinic patient's whole chart. */
export function clinicBundle(
  planned: PlannedPatient,
  place: {
    readonly calendar: Calendar;
    readonly phones: PhoneBook;
    readonly bookings: readonly Booking[];
    readonly numberOf: (booking: Booking) => number;
    readonly parent?: PlannedPatient;
  },
): TransactionBundle {
  const { profile, person, random, registered, doctor, therapist } = planned;
  const { calendar, phones, bookings } = place;
  const allergies = allergiesOf(profile, random.fork("allergies"));
  const excluded = new Set<MedicineKey>((allergies ?? []).flatMap((allergen) => allergen.excludes));
  const adultDays = Math.max(400, (profile.age - 17) * 365);
  const found = profile.conditions.map((condition) => ({
    line: lineOf(condition),
    diagnosed:
      calendar.today -
      (profile.kind === "new"
        ? random.integer(400, 1500)
        : profile.kind === "child"
          ? random.integer(300, 1300)
          : random.integer(60, Math.min(adultDays, random.chance(0.55) ? 1000 : 3200))),
  }));
  const afflictions = chooseTreatments(found, excluded, random.fork("treatments"));
  const weight = profile.age < 18 ? 23 : person.heightCentimetres - 100 + random.normal(-2, 11);
  const chart = openChart({
    details: {
      person,
      relative: relativeOf(planned, phones, place.parent),
      responsible: doctor,
      phones,
      address: planned.address,
    },
    calendar,
    random,
    weight,
    words: patientWords({ name: person.name, sex: person.sex, age: profile.age }, random.fork("words")),
    shifts: [...shiftsOf(afflictions, calendar.today), ...growthOf(profile, calendar.today)],
    allergies: allergies ?? [],
  });
  const clinic: ClinicChart = {
    chart,
    profile,
    registered,
    afflictions,
    doctor,
    therapist,
    bookings,
    speechReason: speechReasonOf(planned.index),
    start: Math.max(registered, calendar.today - historyDays),
  };
  writeBackground(clinic, allergies);
  for (const affliction of profile.kind === "new" ? [] : afflictions) {
    for (const course of coursesOf(affliction, calendar.today, doctor, weight)) {
      startCourse(
        chart,
        profile.kind === "child" ? { ...course, prescription: childDose(course.prescription) } : course,
      );
    }
  }
  const appointments = writeBookings(clinic, place.numberOf);
  writeCourses(clinic, appointments);
  writeConsultations(clinic, appointments);
  writeSessions(clinic, appointments);
  const wish = wishOf(planned.index);
  if (wish !== undefined) writeWish(clinic, wish);
  writePrescriptions(chart);
  return chart.bundle.finish();
}

function relativeOf(
  planned: PlannedPatient,
  phones: PhoneBook,
  parent: PlannedPatient | undefined,
): Relative | undefined {
  const { person, profile, random } = planned;
  if (parent !== undefined) {
    const mother = parent.person.sex === "female";
    return {
      given: parent.person.name.given,
      family: parent.person.name.family,
      sex: parent.person.sex,
      code: mother ? "MTH" : "FTH",
      word: mother ? "mother" : "father",
      phone: phones.mobile(),
      recordNumber: parent.person.recordNumber,
    };
  }
  if (profile.kind === "new" || random.chance(0.3)) return undefined;
  return inventRelative(
    person,
    profile.age > 68 && random.chance(0.6) ? "child" : "peer",
    phones,
    random.fork("relative"),
  );
}

/** A child has the weaker steroid inhaler. */
function childDose(prescription: Prescription): Prescription {
  return prescription.medicine === "beclometasone"
    ? { ...prescription, strength: "50 micrograms per puff" }
    : prescription;
}

/** A child weighed 2.6 kg less each year before. */
function growthOf(
  profile: ClinicProfile,
  today: Day,
): { readonly channel: "weight"; readonly from: Day; readonly overDays: number; readonly amount: number }[] {
  if (profile.age >= 18) return [];
  return [{ channel: "weight", from: today - 1095, overDays: 1095, amount: 7.8 }];
}
