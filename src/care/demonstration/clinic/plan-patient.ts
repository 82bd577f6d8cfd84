import type { JsonObject } from "../../../foundation/fhir/index.ts";
import type { Calendar, Day } from "../calendar.ts";
import type { Person } from "../chart/chart.ts";
import { communityFor, familyName, namePerson, relativesFamily } from "../names/person-name.ts";
import { inventAddress } from "../places/invented-places.ts";
import type { Random } from "../random.ts";
import { type CareProvider, providerNamed } from "../staff.ts";
import type { DiaryPatient } from "./diary.ts";
import { type ClinicProfile, clinicProfile, recordNumberOf } from "./profiles.ts";
import { speechReasonOf } from "./speech.ts";

/** A patient of the clinic before the diary is known. */
export interface PlannedPatient {
  readonly index: number;
  readonly profile: ClinicProfile;
  readonly person: Person;
  readonly registered: Day;
  readonly address: JsonObject;
  readonly doctor: CareProvider;
  readonly therapist: CareProvider;
  readonly random: Random;
}

export function planPatient(
  index: number,
  calendar: Calendar,
  seeded: Random,
  parent?: PlannedPatient,
): PlannedPatient {
  const random = seeded.fork(`clinic/${index}`);
  const profile = clinicProfile(index, random.fork("profile"));
  const stock = parent?.person.name.stock ?? communityFor(index);
  const named = namePerson(stock, profile.sex, profile.age > 66, random.fork("name"));
  const family = parent === undefined ? named.family : relativesFamily(parent.person.name, profile.sex);
  const daysRegistered = {
    new: random.integer(0, 4),
    short: random.integer(45, 210),
    usual: random.integer(260, 1500),
    long: random.integer(1400, 4200),
    child: 2100,
  }[profile.kind];
  const adult = profile.age >= 18;
  return {
    index,
    profile,
    random,
    person: {
      name: {
        ...named,
        family: family || familyName(stock, profile.sex, random),
        prefix: adult ? named.prefix : undefined,
      },
      sex: profile.sex,
      birth: calendar.today - Math.floor(profile.age * 365.25) - random.integer(5, 350),
      branch: "clinic",
      recordNumber: recordNumberOf(index),
      heightCentimetres: !adult
        ? 134
        : Math.round(profile.sex === "female" ? random.normal(163, 6) : random.normal(176, 7)),
    },
    registered: calendar.today - daysRegistered,
    address: parent?.address ?? inventAddress(random.fork("address")),
    doctor: providerNamed(index % 2 === 0 ? "leila.haddad" : "gwilym.prosser"),
    therapist: providerNamed(therapistOf(index)),
  };
}

/** Some live nearer to the clinic's second house, and are treated there. */
function therapistOf(index: number): string {
  if (index % 7 === 2 || index % 7 === 6) return "yusuf.demirci";
  return ["amara.osei", "mateusz.kowalczyk", "saoirse.devlin"][index % 3] ?? "amara.osei";
}

/** Whom the diary may book the patient with. New patients have no past, so theirs begins tomorrow. */
export function diaryPatient(planned: PlannedPatient, calendar: Calendar): DiaryPatient {
  const { profile, therapist, doctor, index } = planned;
  if (profile.kind === "new") return { index, providers: [therapist, doctor], registered: calendar.today };
  const treats = profile.conditions.length > 0 ? [doctor, providerNamed("beatriz.almeida")] : [];
  return {
    index,
    providers: [
      ...(profile.courses.length > 0 ? [therapist] : []),
      ...treats,
      ...(speechReasonOf(index) === undefined ? [] : [providerNamed("ines.carvalho")]),
    ],
    registered: planned.registered,
  };
}
