import { type BundleBuilder, createBundle } from "../bundle.ts";
import { ageOn, type Calendar } from "../calendar.ts";
import type { Allergen } from "../catalogue/allergies.ts";
import { createDeck, type Slots } from "../grammar.ts";
import { baselineOf, createTrajectory, type Shift } from "../measurements/trajectory.ts";
import type { Random } from "../random.ts";
import { addPatient, type PatientDetails } from "./patient.ts";
import type { Chart } from "./chart.ts";

interface NewChart {
  readonly details: PatientDetails;
  readonly calendar: Calendar;
  readonly random: Random;
  readonly words: Slots;
  readonly weight: number;
  readonly shifts: readonly Shift[];
  readonly allergies: readonly Allergen[];
}

/** Opens a chart: a bundle with the Patient in it, and a body that can be measured. */
export function openChart(start: NewChart): Chart {
  const { details, calendar, random } = start;
  const { person } = details;
  const bundle: BundleBuilder = createBundle(random.fork("identifiers"));
  const subject = addPatient(bundle, calendar, details, random.fork("patient"));
  const age = ageOn(person.birth, calendar.today);
  const baseline = baselineOf({ sex: person.sex, age, weight: start.weight }, random.fork("baseline"));
  return {
    person,
    subject,
    bundle,
    calendar,
    random,
    trajectory: createTrajectory(baseline, start.shifts, random.fork("trajectory")),
    words: start.words,
    deck: createDeck(random.fork("deck")),
    problems: new Map(),
    courses: [],
    latest: new Map(),
    allergies: start.allergies,
  };
}
