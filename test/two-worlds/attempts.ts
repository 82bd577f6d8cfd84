import { actCode, removedLabelSystem } from "../../src/custody/access/index.ts";
import { aHouseAttempt } from "./asks/index.ts";
import { shownIds } from "./plan.ts";
import { type Picks, aPatientId, anId } from "./picks.ts";
import { json } from "./questions.ts";
import { below, chance, oneOf } from "./random.ts";
import { typesAsked } from "./resources.ts";
import {
  categories,
  conditionCodes,
  dates,
  identifierSystem,
  loinc,
  loincSystem,
  sensitivities,
} from "./vocabulary.ts";
import type { Ask } from "./world.ts";

/** Attempts to write, whose refusal or success could tell. */
export function anAttempt(picks: Picks): Ask {
  const { random, plan } = picks;
  if (chance(random, picks.houseShare)) return aHouseAttempt(picks);
  const target = oneOf(random, [...plan.doubtful.records, ...plan.doubtful.patients, ...shownIds(plan)]);
  const observation = {
    resourceType: "Observation",
    status: "final",
    category: [
      {
        coding: [
          { system: "http://terminology.hl7.org/CodeSystem/observation-category", code: oneOf(random, categories) },
        ],
      },
    ],
    code: { coding: [{ system: loincSystem, code: oneOf(random, loinc) }] },
    subject: { reference: `Patient/${aPatientId(picks)}` },
    effectiveDateTime: oneOf(random, dates),
    ...(chance(random, 0.4) ? { hasMember: [{ reference: `Observation/${anId(picks)}` }] } : {}),
  };
  const ifMatch: Record<string, string> = chance(random, 0.5) ? { "if-match": `W/"${1 + below(random, 2)}"` } : {};
  switch (below(random, 10)) {
    case 0:
      return {
        kind: "create",
        method: "POST",
        url: "/fhir/Observation",
        headers: json,
        body: JSON.stringify(observation),
      };
    case 1: {
      const condition = oneOf(random, [
        `code=${oneOf(random, loinc)}`,
        `patient=${aPatientId(picks)}&code=${oneOf(random, loinc)}`,
        `_id=${target}`,
      ]);
      return {
        kind: "conditional create",
        method: "POST",
        url: "/fhir/Observation",
        headers: { ...json, "if-none-exist": condition },
        body: JSON.stringify(observation),
      };
    }
    case 2:
      return {
        kind: "update",
        method: "PUT",
        url: `/fhir/Observation/${target}`,
        headers: { ...json, ...ifMatch },
        body: JSON.stringify({ ...observation, id: target }),
      };
    case 3:
      return {
        kind: "delete",
        method: "DELETE",
        url: `/fhir/${oneOf(random, typesAsked)}/${oneOf(random, plan.doubtful.records)}`,
        headers: ifMatch,
      };
    case 4:
      return {
        kind: "transaction that writes",
        method: "POST",
        url: "/fhir",
        headers: json,
        body: JSON.stringify({
          resourceType: "Bundle",
          type: oneOf(random, ["transaction", "batch"]),
          entry: [
            {
              fullUrl: "urn:uuid:11111111-1111-4111-8111-111111111111",
              resource: observation,
              request: { method: "POST", url: "Observation" },
            },
            {
              resource: {
                ...observation,
                subject: { reference: `Patient?identifier=${identifierSystem}|R${below(random, 6)}` },
              },
              request: { method: "POST", url: "Observation" },
            },
            {
              request: {
                method: "DELETE",
                url: `Observation/${oneOf(random, plan.doubtful.records)}`,
                ...(chance(random, 0.3) ? { ifMatch: `W/"${1 + below(random, 2)}"` } : {}),
              },
            },
            { resource: observation, request: { method: "PUT", url: `Observation?${aCondition(picks, target)}` } },
            { request: { method: "DELETE", url: `Observation?${aCondition(picks, target)}` } },
          ].slice(below(random, 2), 3 + below(random, 3)),
        }),
      };
    case 5:
      return {
        kind: "conditional update",
        method: "PUT",
        url: `/fhir/Observation?${aCondition(picks, target)}`,
        headers: { ...json, ...(chance(random, 0.2) ? ifMatch : {}) },
        body: JSON.stringify(chance(random, 0.2) ? { ...observation, id: target } : observation),
      };
    case 6:
      return {
        kind: "conditional delete",
        method: "DELETE",
        url: `/fhir/${chance(random, 0.3) ? "Appointment" : "Observation"}?${aCondition(picks, target)}`,
        headers: chance(random, 0.2) ? ifMatch : {},
      };
    case 7:
      return {
        kind: "conditional update",
        method: "PUT",
        url: `/fhir/Appointment?${anAppointmentCondition(picks, target)}`,
        headers: { ...json, ...(chance(random, 0.2) ? ifMatch : {}) },
        body: JSON.stringify(anAppointment(picks, undefined)),
      };
    case 8:
      return aChangeOfMeta(picks, target, ifMatch);
    default:
      return {
        kind: "update",
        method: "PUT",
        url: `/fhir/Appointment/${target}`,
        headers: { ...json, ...ifMatch },
        body: JSON.stringify(anAppointment(picks, target)),
      };
  }
}

/** Labels put on and taken off that may be there already, seen or not. */
function aChangeOfMeta({ random }: Picks, target: string, ifMatch: Readonly<Record<string, string>>): Ask {
  const address = `/fhir/${chance(random, 0.4) ? "Appointment" : oneOf(random, typesAsked)}/${target}`;
  if (chance(random, 0.2)) return { kind: "meta", method: "GET", url: `${address}/$meta`, headers: {} };
  const security = {
    system: actCode,
    code: oneOf(random, sensitivities),
    ...(chance(random, 0.3) ? { userSelected: false } : {}),
  };
  const tag = { system: chance(random, 0.5) ? removedLabelSystem : "urn:x", code: oneOf(random, sensitivities) };
  const valueMeta = chance(random, 0.6) ? { security: [security] } : { tag: [tag] };
  return {
    kind: "change of meta",
    method: "POST",
    url: `${address}/${oneOf(random, ["$meta-add", "$meta-delete"])}`,
    headers: { ...json, ...(chance(random, 0.3) ? ifMatch : {}) },
    body: JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "meta", valueMeta }] }),
  };
}

function aCondition(picks: Picks, target: string): string {
  const { random } = picks;
  return oneOf(random, [
    `code=${oneOf(random, loinc)}&patient=${aPatientId(picks)}`,
    `code=${oneOf(random, loinc)}&patient=${aPatientId(picks)}&date=${oneOf(random, dates)}`,
    `_id=${target}`,
    `has-member=${target}`,
    `_security=${oneOf(random, sensitivities)}&patient=${aPatientId(picks)}`,
  ]);
}

/** Also by what a front desk doesn't see. */
function anAppointmentCondition(picks: Picks, target: string): string {
  const { random } = picks;
  return oneOf(random, [
    `_id=${target}`,
    `patient=${aPatientId(picks)}&date=${oneOf(random, dates)}`,
    `patient=${aPatientId(picks)}&reason-code=${oneOf(random, conditionCodes)}`,
    `patient=${aPatientId(picks)}&reason-code:missing=true&_id=${target}`,
    `patient=${aPatientId(picks)}&_security=${oneOf(random, sensitivities)}`,
  ]);
}

function anAppointment(picks: Picks, id: string | undefined) {
  const { random } = picks;
  return {
    resourceType: "Appointment",
    ...(id === undefined ? {} : { id }),
    // Some try to take a label off that may not be there.
    ...(chance(random, 0.2)
      ? { meta: { tag: [{ system: removedLabelSystem, code: oneOf(random, sensitivities) }] } }
      : {}),
    status: "booked",
    start: `${oneOf(random, dates)}T11:00:00Z`,
    end: `${oneOf(random, dates)}T12:00:00Z`,
    participant: [{ actor: { reference: `Patient/${aPatientId(picks)}` }, status: "accepted" }],
  };
}
