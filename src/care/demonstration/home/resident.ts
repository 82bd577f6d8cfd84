import type { TransactionBundle } from "../bundle.ts";
import { type Calendar, type Day, type Moment, weekday } from "../calendar.ts";
import { allergens } from "../catalogue/allergies.ts";
import type { ConditionKey } from "../catalogue/conditions.ts";
import type { MedicineKey } from "../catalogue/medicines.ts";
import type { Chart, Person } from "../chart/chart.ts";
import { startCourse, writePrescriptions } from "../chart/medication.ts";
import { openChart } from "../chart/open-chart.ts";
import { inventRelative } from "../chart/patient.ts";
import { recordValue } from "../chart/observations.ts";
import { addStay } from "../chart/encounters.ts";
import { addProblem } from "../chart/problems.ts";
import { recordAllergies } from "../chart/safeguards.ts";
import { chooseTreatments, coursesOf, shiftsOf } from "../chart/treat.ts";
import { lineAtTheHome } from "../lines/all-lines.ts";
import { communityFor, namePerson } from "../names/person-name.ts";
import { residentWords } from "../notes/resident-words.ts";
import { residentRoom } from "../organisation.ts";
import type { PhoneBook } from "../places/invented-places.ts";
import type { Random } from "../random.ts";
import { type CareProvider, providerNamed, providersOf } from "../staff.ts";
import { arcsOf } from "./arcs-of.ts";
import { type ResidentProfile, residentNumberOf } from "./profiles.ts";
import { writeArcs } from "./write-arcs.ts";
import { writeDays } from "./write-days.ts";
import { writePlans } from "./write-plans.ts";
import { writeReviews } from "./write-reviews.ts";
import { writeRounds } from "./write-rounds.ts";

/** A resident's chart in the making, with what the home knows beside it. */
export interface ResidentChart {
  readonly chart: Chart;
  readonly profile: ResidentProfile;
  readonly conditions: readonly ConditionKey[];
  readonly admitted: Day;
  /** The first day of the history that is kept here. */
  readonly start: Day;
  /** The last day: today, or the day of death. */
  readonly end: Day;
  /** The last day of routine measurements: nobody is weighed while dying. */
  readonly measuredUntil: Day;
  readonly doctor: CareProvider;
  readonly keyWorker: CareProvider;
}

const historyDays = 3 * 365;

export function residentBundle(
  profile: ResidentProfile,
  place: { readonly index: number; readonly calendar: Calendar; readonly phones: PhoneBook; readonly random: Random },
): TransactionBundle {
  const { index, calendar, phones, random } = place;
  const person = inventResident(profile, index, calendar, random);
  const room = residentRoom(index + 1);
  const relative = inventRelative(
    person,
    profile.age > 80 || random.chance(0.7) ? "child" : "peer",
    phones,
    random.fork("relative"),
  );
  const woman = profile.sex === "female";
  const words = residentWords(
    {
      name: person.name,
      sex: profile.sex,
      room: room.display ?? "the room",
      visitor: `${woman ? "her" : "his"} ${relative.word} ${relative.given.split(" ")[0] ?? relative.given}`,
    },
    random.fork("words"),
  );
  const admitted = calendar.today - profile.daysResident;
  const end = person.death?.day ?? calendar.today;
  const allergies = random.chance(0.55) ? random.sample(allergens, random.chance(0.3) ? 2 : 1) : [];
  const excludedMedicines = new Set<MedicineKey>(allergies.flatMap((allergen) => allergen.excludes));
  const found = profile.conditions.map((condition) => ({
    line: lineAtTheHome(condition),
    diagnosed: admitted - random.integer(200, 2600),
  }));
  const afflictions = chooseTreatments(found, excludedMedicines, random.fork("treatments"));
  const arcs = arcsOf(profile, calendar.today, person.death?.day, random.fork("arcs"));
  const weight = woman ? random.normal(60, 6) : random.normal(71, 7);
  const doctor = providerNamed(index % 2 === 0 ? "leila.haddad" : "gwilym.prosser");
  const nurse = providerNamed("grace.nyambura");
  const chart = openChart({
    details: { person, relative, responsible: doctor, phones, address: homeAddress },
    calendar,
    random,
    words,
    weight,
    allergies,
    shifts: [...shiftsOf(afflictions, calendar.today), ...arcs.flatMap((arc) => arc.shifts)],
  });
  const resident: ResidentChart = {
    chart,
    profile,
    admitted,
    end,
    doctor,
    measuredUntil: person.death === undefined ? end : end - 15,
    conditions: profile.conditions,
    start: Math.max(admitted, calendar.today - historyDays),
    keyWorker: random.pick(providersOf("care-assistant").slice(0, 3)),
  };

  const arrival: Moment = { day: admitted, minute: random.integer(11 * 60, 15 * 60) };
  addStay(chart, { from: arrival, until: person.death, nurse, room });
  if (random.chance(0.92)) recordAllergies(chart, allergies, admitted, nurse);
  for (const { line, diagnosed } of found)
    addProblem(chart, { key: line.condition, onset: diagnosed - 120, recorded: diagnosed, recorder: doctor });
  for (const affliction of afflictions) {
    for (const course of coursesOf(affliction, calendar.today, doctor, weight)) startCourse(chart, course);
  }
  recordValue(chart, { moment: arrival, by: nurse }, "height", person.heightCentimetres);
  writeArcs(resident, arcs);
  writePlans(resident, arcs);
  writeReviews(resident, arcs);
  writeRounds(resident, afflictions);
  writeDays(resident, arcs);
  writePrescriptions(chart);
  return chart.bundle.finish();
}

const homeAddress = {
  use: "home",
  type: "both",
  line: ["Larkfield House", "2 Heron Way"],
  city: "Aldermere",
  district: "Aldershire Vale",
  postalCode: "QF2 7LB",
  country: "GB",
} as const;

function inventResident(profile: ResidentProfile, index: number, calendar: Calendar, random: Random): Person {
  const died = profile.diedDaysAgo === undefined ? undefined : calendar.today - profile.diedDaysAgo;
  const lastDay = died ?? calendar.today;
  return {
    name: namePerson(communityFor(index * 5 + 3), profile.sex, true, random.fork("name")),
    sex: profile.sex,
    birth: lastDay - Math.floor(profile.age * 365.25) - random.integer(10, 340),
    death: died === undefined ? undefined : { day: died, minute: 4 * 60 + 35 },
    branch: "home",
    recordNumber: residentNumberOf(index),
    heightCentimetres: Math.round(profile.sex === "female" ? random.normal(158, 5) : random.normal(170, 6)),
  };
}

/** Tuesdays are the day of the doctor's round. */
export function nextTuesday(day: Day): Day {
  return day + ((2 - weekday(day) + 7) % 7);
}
