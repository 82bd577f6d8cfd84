import { aCalendarQuestion } from "./calendar.ts";
import { type Plan, shownIds } from "./plan.ts";
import { type Random, below, chance, oneOf, several, uuidFrom } from "./random.ts";
import { typesAsked } from "./resources.ts";
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
import type { Ask } from "./world.ts";

type Value = (pick: Picks) => string;
export interface Picks {
  readonly random: Random;
  readonly plan: Plan;
  readonly ids: readonly string[];
}

const from =
  (values: readonly string[]): Value =>
  (pick) =>
    oneOf(pick.random, values);
export const anId: Value = ({ random, ids }) => oneOf(random, ids);
export const aPatientId: Value = ({ random, plan }) =>
  oneOf(random, [...plan.shownPatients, ...plan.doubtful.patients, uuidFrom(random)]);
const aDate: Value = ({ random }) =>
  `${oneOf(random, ["", "ge", "lt", "gt", "le", "sa", "eb", "ne"])}${oneOf(random, dates)}`;
const updated: Value = ({ random }) =>
  `${oneOf(random, ["ge", "lt", "gt"])}2026-0${6 + below(random, 2)}-0${1 + below(random, 9)}`;
const commas =
  (value: Value): Value =>
  (pick) =>
    chance(pick.random, 0.25) ? `${value(pick)},${value(pick)}` : value(pick);

const common: readonly (readonly [string, Value])[] = [
  ["_id", commas(anId)],
  ["_lastUpdated", updated],
  ["_security", from(sensitivities)],
];
const missing: Value = from(["true", "false"]);

/** Parameters by type; `:…` are its modifiers. */
const parameters: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
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

const chains: readonly (readonly [string, string, Value])[] = [
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

const sorts = [
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
const includes: Readonly<Record<string, readonly string[]>> = {
  Patient: ["Patient:organization"],
  Observation: ["Observation:subject", "Observation:patient", "Observation:has-member"],
  Condition: ["Condition:patient"],
  Encounter: ["Encounter:patient", "Encounter:diagnosis"],
  Appointment: ["Appointment:patient", "Appointment:reason-reference", "Appointment:actor"],
  Bundle: ["Patient:organization"],
};
const reverses = [
  "Observation:patient",
  "Condition:patient",
  "Encounter:diagnosis",
  "Encounter:patient",
  "Appointment:reason-reference",
  "Appointment:patient",
  "Observation:has-member",
];

function shaping({ random }: Picks, type: string): [string, string][] {
  const pairs: [string, string][] = [];
  if (chance(random, 0.5)) pairs.push(["_count", String(oneOf(random, [0, 1, 2, 3, 5, 50]))]);
  if (chance(random, 0.4)) pairs.push(["_sort", oneOf(random, sorts)]);
  if (chance(random, 0.3)) pairs.push(["_total", oneOf(random, ["accurate", "estimate", "none"])]);
  if (chance(random, 0.2)) pairs.push(["_summary", oneOf(random, ["true", "count", "text", "data", "false"])]);
  if (chance(random, 0.15))
    pairs.push([
      "_elements",
      oneOf(random, ["status", "code,subject", "reasonCode", "reasonReference,meta", "diagnosis", "name"]),
    ]);
  for (const include of several(random, includes[type] ?? [], 2)) pairs.push(["_include", include]);
  for (const reverse of several(random, reverses, 2)) pairs.push(["_revinclude", reverse]);
  return pairs;
}

function queryText(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}

function search(picks: Picks): Ask {
  const { random } = picks;
  const chained = chance(random, 0.2) ? oneOf(random, chains) : undefined;
  const type = chained?.[0] ?? oneOf(random, typesAsked);
  const asked = several(random, [...(parameters[type] ?? []), ...common], 3).map(([name, value]): [string, string] => [
    name,
    value(picks),
  ]);
  if (chained !== undefined) asked.push([chained[1], chained[2](picks)]);
  const query = queryText([...asked, ...shaping(picks, type)]);
  if (chance(random, 0.1)) {
    return {
      kind: "search by form",
      method: "POST",
      url: `/fhir/${type}/_search`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: query,
    };
  }
  return { kind: chained === undefined ? "search" : "search by chain", method: "GET", url: `/fhir/${type}?${query}` };
}

function read({ random, ids }: Picks): Ask {
  const at = `/fhir/${oneOf(random, typesAsked)}/${oneOf(random, ids)}`;
  const headers: Record<string, string> = chance(random, 0.3) ? { "if-none-match": `W/"${1 + below(random, 2)}"` } : {};
  if (chance(random, 0.3))
    return { kind: "vread", method: "GET", url: `${at}/_history/${1 + below(random, 3)}`, headers };
  return { kind: "read", method: chance(random, 0.1) ? "HEAD" : "GET", url: at, headers };
}

function history({ random, ids }: Picks): Ask {
  const type = oneOf(random, typesAsked);
  const at = oneOf(random, [`/${type}/${oneOf(random, ids)}`, `/${type}`, ""]);
  const pairs: [string, string][] = [];
  if (chance(random, 0.6)) pairs.push(["_count", String(oneOf(random, [1, 2, 5, 100]))]);
  if (chance(random, 0.3)) pairs.push(["_since", `2026-06-0${1 + below(random, 3)}T00:00:00Z`]);
  return { kind: "history", method: "GET", url: `/fhir${at}/_history?${queryText(pairs)}` };
}

export const json = { "content-type": "application/fhir+json" };

function batch(picks: Picks): Ask {
  const entry = Array.from({ length: 1 + below(picks.random, 4) }, () => {
    const { url, method, headers } = oneOf(picks.random, [search, read, history, everything])(picks);
    const path = url.slice("/fhir/".length);
    return {
      request: {
        method: method === "POST" ? "GET" : method,
        url: path.replace("/_search", ""),
        ...(headers?.["if-none-match"] === undefined ? {} : { ifNoneMatch: headers["if-none-match"] }),
      },
    };
  });
  const type = oneOf(picks.random, ["batch", "transaction"]);
  const body = JSON.stringify({ resourceType: "Bundle", type, entry });
  return { kind: type, method: "POST", url: "/fhir", headers: json, body };
}

/** All that is about a patient or an encounter, or about what may be none. */
function everything(picks: Picks): Ask {
  const { random, plan } = picks;
  const at = chance(random, 0.6)
    ? `Patient/${aPatientId(picks)}`
    : `${oneOf(random, ["Encounter", "Patient"])}/${anId(picks)}`;
  const pairs: [string, string][] = [];
  if (chance(random, 0.5)) pairs.push(["_count", String(oneOf(random, [1, 2, 3, 50]))]);
  if (chance(random, 0.3))
    pairs.push(["_type", several(random, [...typesAsked, "Practitioner"], 3).join(",") || "Goal"]);
  if (chance(random, 0.2)) pairs.push(["_since", `2026-06-0${1 + below(random, 3)}T00:00:00Z`]);
  const id = oneOf(random, [...plan.doubtful.patients, ...plan.shownPatients]);
  const target = chance(random, 0.2) ? `Patient/${id}` : at;
  return { kind: "search everything", method: "GET", url: `/fhir/${target}/$everything?${queryText(pairs)}` };
}

/** Questions that change nothing. */
export function aQuestion(random: Random, plan: Plan): Ask {
  const picks: Picks = { random, plan, ids: idsOf(plan, random) };
  if (chance(random, 0.15)) return aCalendarQuestion(picks);
  const roll = random();
  if (roll < 0.52) return search(picks);
  if (roll < 0.62) return everything(picks);
  if (roll < 0.82) return read(picks);
  if (roll < 0.92) return history(picks);
  return batch(picks);
}

export function idsOf(plan: Plan, random: Random): readonly string[] {
  return [...shownIds(plan), ...plan.doubtful.patients, ...plan.doubtful.records, uuidFrom(random)];
}
