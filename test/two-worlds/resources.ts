import { clinicalMakers, noted } from "./clinical.ts";
import { type Made, type Making, made } from "./making.ts";
import { moneyMakers } from "./money.ts";
import { type Random, below, chance, oneOf } from "./random.ts";
import {
  actCode,
  births,
  categories,
  categorySystem,
  conditionCodes,
  dates,
  days,
  families,
  givens,
  icd10,
  identifierSystem,
  loinc,
  loincSystem,
  reasons,
} from "./vocabulary.ts";

function labelled(label: string | undefined): Record<string, unknown> {
  return label === undefined ? {} : { meta: { security: [{ system: actCode, code: label }] } };
}

export function aPatient(random: Random, id: string, organisation: string): Made {
  return made({
    resourceType: "Patient",
    id,
    identifier: [{ system: identifierSystem, value: `R${below(random, 6)}` }],
    name: [{ family: oneOf(random, families), given: [oneOf(random, givens)] }],
    gender: oneOf(random, ["female", "male"]),
    birthDate: oneOf(random, births),
    telecom: aNumber(random),
    address: [{ city: oneOf(random, ["Leeds", "York"]), postalCode: oneOf(random, ["LS1", "YO1"]) }],
    managingOrganization: { reference: `Organization/${organisation}` },
  });
}

function aNumber(random: Random) {
  return [{ system: "phone", value: `+44 20 7946 0${100 + below(random, 4)}` }];
}

/** The resource with other numbers, or none, of a patient: the resource itself, or one whom it contains. */
export function withOtherNumbers(random: Random, resource: Made): Made {
  const { telecom: _numbers, ...rest } = resource;
  const numbers = chance(random, 0.7) ? { telecom: aNumber(random) } : {};
  if (resource.resourceType === "Patient") return made({ ...rest, ...numbers });
  if (resource.resourceType !== "Observation") return resource;
  const teller = { resourceType: "Patient", id: "teller", gender: "female", ...numbers };
  return made({ ...resource, contained: [teller], performer: [{ reference: "#teller" }] });
}

/** Copies of patients that somebody put aside. */
export function someCopies(random: Random, id: string, patients: readonly string[]): Made {
  const entry = patients.map((patient) => ({
    resource: withOtherNumbers(random, made({ resourceType: "Patient", id: patient, gender: "female" })),
  }));
  return made({ resourceType: "Bundle", id, type: "collection", entry });
}

function anObservation(random: Random, { id, patient, others, label }: Making): Made {
  return made({
    resourceType: "Observation",
    id,
    ...labelled(label),
    status: "final",
    category: [{ coding: [{ system: categorySystem, code: oneOf(random, categories) }] }],
    code: { coding: [{ system: loincSystem, code: oneOf(random, loinc) }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: oneOf(random, dates),
    valueQuantity: { value: below(random, 5), unit: "mm[Hg]", system: "http://unitsofmeasure.org", code: "mm[Hg]" },
    ...(others.length > 0 && chance(random, 0.3)
      ? { hasMember: [{ reference: `Observation/${oneOf(random, others)}` }] }
      : {}),
  });
}

function aCondition(random: Random, { id, patient, label }: Making): Made {
  return made({
    resourceType: "Condition",
    id,
    ...labelled(label),
    clinicalStatus: {
      coding: [{ system: "http://terminology.hl7.org/CodeSystem/condition-clinical", code: "active" }],
    },
    code: { coding: [{ system: icd10, code: oneOf(random, conditionCodes) }], text: oneOf(random, reasons) },
    subject: { reference: `Patient/${patient}` },
    onsetDateTime: oneOf(random, dates),
    ...noted(random),
  });
}

function anEncounter(random: Random, { id, patient, organisation, practitioner, others, label }: Making): Made {
  return made({
    resourceType: "Encounter",
    id,
    ...labelled(label),
    status: oneOf(random, ["finished", "in-progress"]),
    class: { system: actCode, code: "AMB" },
    subject: { reference: `Patient/${patient}` },
    participant: [{ individual: { reference: `Practitioner/${practitioner}` } }],
    period: { start: oneOf(random, dates) },
    serviceProvider: { reference: `Organization/${organisation}` },
    ...(others.length > 0 && chance(random, 0.3)
      ? { diagnosis: [{ condition: { reference: `Condition/${oneOf(random, others)}` } }] }
      : {}),
  });
}

function anAppointment(random: Random, { id, patient, practitioner, others }: Making): Made {
  const day = oneOf(random, dates);
  return made({
    resourceType: "Appointment",
    id,
    status: oneOf(random, ["booked", "fulfilled"]),
    start: `${day}T09:00:00Z`,
    end: `${day}T09:30:00Z`,
    participant: [
      { actor: { reference: `Patient/${patient}` }, status: "accepted" },
      { actor: { reference: `Practitioner/${practitioner}` }, status: "accepted" },
    ],
    ...reasonOf(random, others),
  });
}

/** An appointment as a clinic has them in the days to come. Nobody in it is had once at a time. */
function aVisit(random: Random, { id, patient, others, clinic }: Making): Made {
  const status = oneOf(random, ["booked", "booked", "arrived", "cancelled", "waitlist"]);
  const at = `${oneOf(random, days)}T${oneOf(random, ["09", "10", "11"])}`;
  return made({
    resourceType: "Appointment",
    id,
    status,
    ...(status === "waitlist" ? { created: `${oneOf(random, dates)}T09:00:00Z` } : {}),
    ...(status === "waitlist" ? {} : { start: `${at}:00:00Z`, end: `${at}:30:00Z` }),
    participant: [`Patient/${patient}`, `HealthcareService/${clinic.kind}`, `Location/${clinic.branch}`].map(
      (reference) => ({ actor: { reference }, status: "accepted" }),
    ),
    ...reasonOf(random, others),
  });
}

/** The parts of an appointment that a front desk doesn't see. */
export function reasonOf(random: Random, others: readonly string[]): Record<string, unknown> {
  return {
    ...(chance(random, 0.7)
      ? {
          reasonCode: [
            { coding: [{ system: icd10, code: oneOf(random, conditionCodes) }], text: oneOf(random, reasons) },
          ],
        }
      : {}),
    ...(others.length > 0 && chance(random, 0.4)
      ? { reasonReference: [{ reference: `Condition/${oneOf(random, others)}` }] }
      : {}),
    ...(chance(random, 0.5) ? { description: oneOf(random, reasons) } : {}),
  };
}

/** Half of what is made is what searches know most ways to ask for. */
const usual = [anObservation, anObservation, aCondition, anEncounter, anAppointment, aVisit, aVisit];
const others = [...clinicalMakers, ...moneyMakers];
const usualTypes = ["Patient", "Observation", "Condition", "Encounter", "Appointment", "Bundle"] as const;
/** The usual ones oftenest. */
export const typesAsked = [
  ...usualTypes,
  ...usualTypes,
  "Account",
  "ChargeItem",
  "Communication",
  "DiagnosticReport",
  "DocumentReference",
  "Invoice",
  "PaymentNotice",
  "Procedure",
  "ServiceRequest",
  "Task",
] as const;

export function aResource(random: Random, making: Making): Made {
  return oneOf(random, chance(random, 0.5) ? usual : others)(random, making);
}
