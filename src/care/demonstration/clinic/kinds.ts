import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Reference } from "../bundle.ts";
import { weekday } from "../calendar.ts";
import { type CareProvider, type Profession, fixedFullUrl } from "../staff.ts";
import { openingHours, rota, siteOf, type Site } from "./practices.ts";

/** A kind of appointment of the clinic's. */
export interface DemonstrationKind {
  readonly name: string;
  readonly minutes: number;
  /** Patients whom one clinician or room has at a time. */
  readonly capacity: number;
  readonly by: readonly Profession[];
  readonly at: readonly Site[];
}

const everywhere: readonly Site[] = ["wherry-street", "signal-street"];
const main: readonly Site[] = ["wherry-street"];

export const treatment: DemonstrationKind = {
  name: "Physiotherapy",
  minutes: 40,
  capacity: 1,
  by: ["physiotherapist"],
  at: everywhere,
};
const surgery: DemonstrationKind = {
  name: "General practice",
  minutes: 15,
  capacity: 1,
  by: ["general-practitioner"],
  at: main,
};
const nursing: DemonstrationKind = {
  name: "Nurse clinic",
  minutes: 20,
  capacity: 1,
  by: ["practice-nurse"],
  at: main,
};
export const group: DemonstrationKind = {
  name: "Physiotherapy group",
  minutes: 90,
  capacity: 10,
  by: ["physiotherapist"],
  at: everywhere,
};
export const longConsultation: DemonstrationKind = {
  name: "Long consultation",
  minutes: 30,
  capacity: 1,
  by: ["general-practitioner"],
  at: main,
};
export const speech: DemonstrationKind = {
  name: "Speech therapy",
  minutes: 60,
  capacity: 1,
  by: ["speech-therapist"],
  at: everywhere,
};

export const demonstrationKinds: readonly DemonstrationKind[] = [
  treatment,
  surgery,
  nursing,
  group,
  longConsultation,
  speech,
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
    case "speech-therapist":
      return speech;
    case "practice-nurse":
    case "care-home-nurse":
    case "care-assistant":
      return nursing;
  }
}

export function kindBody(
  { minutes, capacity }: DemonstrationKind,
  branches: readonly Reference[],
  provider: Reference,
): JsonObject {
  const whole = (url: string, value: number) => ({ url, valuePositiveInt: value });
  return {
    active: true,
    extension: [
      whole("urn:wardbook:appointment-minutes", minutes),
      whole("urn:wardbook:appointment-capacity", capacity),
    ],
    providedBy: { ...provider },
    location: branches.map((branch) => ({ ...branch })),
  };
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
/** A week like any other, from its Sunday: 4-Jan-1970 was one. */
const aWeek = days.map((_, index) => 3 + index);

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;

/** `Location.hoursOfOperation` of a site. */
export function siteHours(site: Site): JsonObject[] {
  return aWeek.flatMap((day) => {
    const hours = openingHours(day, site);
    if (hours === undefined) return [];
    return [
      { daysOfWeek: [days[weekday(day)] ?? "sun"], openingTime: time(hours.from), closingTime: time(hours.until) },
    ];
  });
}

/** `PractitionerRole.availableTime` at a site and what is offered in it; undefined of who never works there. */
export function workOf(provider: CareProvider, site: Site): JsonObject | undefined {
  const worked = aWeek.flatMap((day) => {
    const hours = openingHours(day, site);
    return hours !== undefined && siteOf(provider, day) === site && rota(day).includes(provider)
      ? [{ day, ...hours }]
      : [];
  });
  if (worked.length === 0) return undefined;
  return {
    healthcareService: demonstrationKinds
      .filter(({ by, at }) => by.includes(provider.profession) && at.includes(site))
      .map((kind) => ({ ...kindReference(kind) })),
    availableTime: worked.map(({ day, from, until }) => ({
      daysOfWeek: [days[weekday(day)] ?? "sun"],
      availableStartTime: time(from),
      availableEndTime: time(until),
    })),
  };
}
