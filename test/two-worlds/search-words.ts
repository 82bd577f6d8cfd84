import { type Picks, aPatientId, anId } from "./picks.ts";
import { below, chance, oneOf } from "./random.ts";
import {
  births,
  categories,
  conditionCodes,
  dates,
  families,
  givens,
  icd10,
  identifierSystem,
  loinc,
  loincSystem,
  sensitivities,
} from "./vocabulary.ts";

// What searches are made of: few words, so that what is hidden and what is shown share them.

type Value = (pick: Picks) => string;

const from =
  (values: readonly string[]): Value =>
  (pick) =>
    oneOf(pick.random, values);
const aDate: Value = ({ random }) =>
  `${oneOf(random, ["", "ge", "lt", "gt", "le", "sa", "eb", "ne"])}${oneOf(random, dates)}`;
const updated: Value = ({ random }) =>
  `${oneOf(random, ["ge", "lt", "gt"])}2026-0${6 + below(random, 2)}-0${1 + below(random, 9)}`;
const commas =
  (value: Value): Value =>
  (pick) =>
    chance(pick.random, 0.25) ? `${value(pick)},${value(pick)}` : value(pick);

export const common: readonly (readonly [string, Value])[] = [
  ["_id", commas(anId)],
  ["_lastUpdated", updated],
  ["_security", from(sensitivities)],
];
const missing: Value = from(["true", "false"]);

/** Parameters by type; `:…` are its modifiers. */
export const parameters: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
  Patient: [
    ["name", from([...families, ...givens, "a"])],
    ["family", commas(from(families))],
    ["family:exact", from(families)],
    ["given:contains", from(["n", "o"])],
    ["birthdate", from([...births, "ge1970-01-01"])],
    ["identifier", ({ random }) => `${identifierSystem}|R${below(random, 6)}`],
    ["phone", ({ random }) => `+44 20 7946 0${100 + below(random, 4)}`],
    ["gender", from(["female", "male"])],
    ["address-city", from(["Leeds", "York"])],
    ["phone:missing", missing],
    ["organization", ({ random, plan }) => oneOf(random, plan.directory.facilities)],
  ],
  Observation: [
    ["subject", aPatientId],
    ["patient", commas(aPatientId)],
    ["code", commas(from([...loinc, `${loincSystem}|8480-6`]))],
    ["code:not", from(loinc)],
    ["category", from(categories)],
    ["category:not", from(categories)],
    ["date", aDate],
    ["value-quantity", from(["1", "gt2", "0||mm[Hg]"])],
    ["has-member", anId],
    ["has-member:missing", missing],
    ["subject:Patient", aPatientId],
  ],
  Condition: [
    ["patient", aPatientId],
    ["code", commas(from([...conditionCodes, `${icd10}|F32.1`]))],
    ["code:missing", missing],
    ["onset-date", aDate],
    ["clinical-status", from(["active", "resolved"])],
  ],
  Encounter: [
    ["patient", aPatientId],
    ["status", from(["finished", "in-progress"])],
    ["date", aDate],
    ["diagnosis", anId],
    ["diagnosis:missing", missing],
    ["service-provider", ({ random, plan }) => oneOf(random, plan.directory.facilities)],
  ],
  Appointment: [
    ["patient", aPatientId],
    ["date", aDate],
    ["status", from(["booked", "fulfilled"])],
    ["reason-code", from(conditionCodes)],
    ["reason-code:missing", missing],
    ["reason-code:not", from(conditionCodes)],
    ["reason-reference", anId],
    ["reason-reference:missing", missing],
  ],
  Bundle: [["type", from(["collection", "document"])]],
};

export const chains: readonly (readonly [string, string, Value])[] = [
  ["Observation", "subject:Patient.name", from(families)],
  ["Observation", "patient.birthdate", from(births)],
  ["Observation", "has-member.code", from(loinc)],
  ["Condition", "patient.family", from(families)],
  ["Encounter", "diagnosis.code", from(conditionCodes)],
  ["Appointment", "reason-reference.code", from(conditionCodes)],
  ["Patient", "_has:Observation:patient:code", from(loinc)],
  ["Patient", "_has:Condition:patient:code", from(conditionCodes)],
  ["Patient", "_has:Appointment:patient:reason-code", from(conditionCodes)],
  ["Condition", "_has:Encounter:diagnosis:status", from(["finished", "in-progress"])],
];

export const sorts = [
  "_lastUpdated",
  "-_lastUpdated",
  "date",
  "-date",
  "name",
  "birthdate",
  "code",
  // Not by _id: those that the server gives are chance, and stand elsewhere in each world.
  "reason-code",
  "onset-date",
];
export const includes: Readonly<Record<string, readonly string[]>> = {
  Patient: ["Patient:organization"],
  Observation: ["Observation:subject", "Observation:patient", "Observation:has-member"],
  Condition: ["Condition:patient"],
  Encounter: ["Encounter:patient", "Encounter:diagnosis"],
  Appointment: ["Appointment:patient", "Appointment:reason-reference", "Appointment:actor"],
  Bundle: ["Patient:organization"],
};
export const reverses = [
  "Observation:patient",
  "Condition:patient",
  "Encounter:diagnosis",
  "Encounter:patient",
  "Appointment:reason-reference",
  "Appointment:patient",
  "Observation:has-member",
];
