import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { BundleBuilder, Reference } from "../bundle.ts";
import type { Calendar, Day, Moment } from "../calendar.ts";
import type { Allergen } from "../catalogue/allergies.ts";
import type { ConditionKey } from "../catalogue/conditions.ts";
import type { Prescription } from "../catalogue/medicines.ts";
import type { Deck, Slots } from "../grammar.ts";
import type { TestKey } from "../measurements/laboratory-tests.ts";
import type { Trajectory } from "../measurements/trajectory.ts";
import type { PersonName, Sex } from "../names/person-name.ts";
import type { Random } from "../random.ts";
import type { Branch, CareProvider } from "../staff.ts";

/** A person of the demonstration before anything has been written down about them. */
export interface Person {
  readonly name: PersonName;
  readonly sex: Sex;
  readonly birth: Day;
  readonly death?: Moment;
  readonly branch: Branch;
  readonly recordNumber: string;
  readonly heightCentimetres: number;
}

/** One patient's chart while it is being written. */
export interface Chart {
  readonly person: Person;
  readonly subject: Reference;
  readonly bundle: BundleBuilder;
  readonly random: Random;
  readonly calendar: Calendar;
  readonly trajectory: Trajectory;
  readonly words: Slots;
  readonly deck: Deck;
  /** Problems on the list so far. */
  readonly problems: Map<ConditionKey, Reference>;
  /** Courses of medicines so far, those that have ended included. */
  readonly courses: MedicineCourse[];
  /** The latest results, for notes to quote. */
  readonly latest: Map<TestKey, { readonly value: number; readonly day: Day }>;
  /** Allergies that the person has, whether or not they have been recorded. */
  readonly allergies: readonly Allergen[];
}

export interface MedicineCourse {
  readonly prescription: Prescription;
  readonly condition: ConditionKey;
  readonly from: Day;
  /** The first day without it. */
  readonly until?: Day;
  readonly prescriber: CareProvider;
}

/** Whether something may be written at that time: not in the future, not before birth, not after death. */
export function canHappen(chart: Chart, moment: Moment): boolean {
  const { death, birth } = chart.person;
  if (moment.day < birth || !chart.calendar.isPast(moment)) return false;
  return death === undefined || moment.day < death.day || (moment.day === death.day && moment.minute <= death.minute);
}

export function actor(provider: CareProvider): JsonObject {
  return { reference: provider.fullUrl, display: provider.display };
}

/** FHIR Reference without the fields that it lacks. */
export function refer(reference: Reference): JsonObject {
  return reference.display === undefined
    ? { reference: reference.reference }
    : { reference: reference.reference, display: reference.display };
}

export function later(moment: Moment, minutes: number): Moment {
  const total = moment.minute + minutes;
  return { day: moment.day + Math.floor(total / 1440), minute: ((total % 1440) + 1440) % 1440 };
}
