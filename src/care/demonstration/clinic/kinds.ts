import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import { weekday } from "../calendar.ts";
import { type CareProvider, type Profession, fixedFullUrl } from "../staff.ts";
import { openingHours, rota } from "./practices.ts";

/** A kind of appointment of the clinic's. */
export interface DemonstrationKind {
  readonly name: string;
  readonly minutes: number;
  /** Patients whom one clinician or room has at a time. */
  readonly capacity: number;
  readonly by: readonly Profession[];
}

const treatment: DemonstrationKind = { name: "Physiotherapy", minutes: 40, capacity: 1, by: ["physiotherapist"] };
const surgery: DemonstrationKind = { name: "General practice", minutes: 15, capacity: 1, by: ["general-practitioner"] };
const nursing: DemonstrationKind = { name: "Nurse clinic", minutes: 20, capacity: 1, by: ["practice-nurse"] };

/** The first three fill the diary; the others are there to be booked. */
export const demonstrationKinds: readonly DemonstrationKind[] = [
  treatment,
  surgery,
  nursing,
  { name: "Physiotherapy group", minutes: 90, capacity: 10, by: ["physiotherapist"] },
  { name: "Long consultation", minutes: 30, capacity: 1, by: ["general-practitioner"] },
  { name: "Speech therapy", minutes: 60, capacity: 1, by: ["physiotherapist"] },
];

export function kindReference({ name }: DemonstrationKind): Reference {
  return { reference: fixedFullUrl(`healthcare-service/${name}`), display: name };
}

/** What a clinician of the clinic is usually booked for. */
export function usualKind({ profession }: CareProvider): DemonstrationKind {
  switch (profession) {
    case "physiotherapist":
      return treatment;
    case "general-practitioner":
      return surgery;
    case "practice-nurse":
    case "care-home-nurse":
    case "care-assistant":
      return nursing;
  }
}

export function kindBody({ minutes, capacity }: DemonstrationKind, branch: Reference, provider: Reference): JsonObject {
  const whole = (url: string, value: number) => ({ url, valuePositiveInt: value });
  return {
    active: true,
    extension: [
      whole("urn:wardbook:appointment-minutes", minutes),
      whole("urn:wardbook:appointment-capacity", capacity),
    ],
    providedBy: { ...provider },
    location: [{ ...branch }],
  };
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
/** A week like any other, from its Sunday: 4-Jan-1970 was one. */
const aWeek = days.map((_, index) => 3 + index);

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;

/** `Location.hoursOfOperation` of the clinic. */
export function clinicHours(): JsonObject[] {
  return aWeek.map((day) => {
    const { from, until } = openingHours(day);
    return { daysOfWeek: [days[weekday(day)] ?? "sun"], openingTime: time(from), closingTime: time(until) };
  });
}

/** `PractitionerRole.availableTime` and what is offered in it; nothing of who isn't on the clinic's rota. */
export function workOf(provider: CareProvider): JsonObject {
  const worked = aWeek.filter((day) => rota(day).includes(provider));
  if (worked.length === 0) return {};
  return {
    healthcareService: demonstrationKinds
      .filter(({ by }) => by.includes(provider.profession))
      .map((kind) => ({ ...kindReference(kind) })),
    availableTime: worked.map((day) => {
      const { from, until } = openingHours(day);
      return {
        daysOfWeek: [days[weekday(day)] ?? "sun"],
        availableStartTime: time(from),
        availableEndTime: time(until),
      };
    }),
  };
}
