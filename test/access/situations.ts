import {
  type ConsentProvision,
  type Facts,
  type Sensitivity,
  type Standing,
  consentActions,
  parseScope,
  purposes,
} from "../../src/custody/access/index.ts";
import type { FhirResource, JsonObject, JsonValue } from "../../src/foundation/fhir/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import type { Random } from "./random.ts";
import type { Situation } from "./reference-evaluator.ts";

const patients = [1, 2, 3, 4].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const records = [0, 1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000010${number}`);
const facilities = [1, 2, 3].map((number) => `00000000-0000-4000-8000-0000000000f${number}`);
const labels = ["PSY", "SEX", "HIV", "R"];
const codes = ["a", "b"];
const statuses = ["final", "booked"];
const roles = ["clinician", "therapist", "biller"];
const references = ["Practitioner/p1", "PractitionerRole/r1", "Organization/o1"];
const types = [
  "Patient",
  "Observation",
  "Condition",
  "Encounter",
  "Appointment",
  "Task",
  "Group",
  "Schedule",
  "Practitioner",
  "Bundle",
];
const now = Date.UTC(2026, 2, 3, 12);
const hour = 3_600_000;

const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

function concept(random: Random): JsonObject {
  return { coding: [{ system: "urn:codes", code: random.pick(codes) }], text: "hidden words" };
}

function somebody(random: Random): JsonObject {
  return { reference: random.chance(0.75) ? `Patient/${random.pick(patients)}` : "Practitioner/p9" };
}

function aPlace(random: Random): JsonObject {
  return { reference: `Location/${random.pick(facilities)}` };
}

/** A resource of one of a few types, about nobody, one or several, labelled or not. */
export function aResource(random: Random): FhirResource {
  const resourceType = random.pick(types);
  const security = random.chance(0.35)
    ? random.some(labels, 0.5).map((code) => ({
        system: code === "R" ? confidentiality : actCode,
        code,
        ...(random.chance(0.5) ? { userSelected: random.chance(0.2) } : {}),
      }))
    : [];
  const resource: Record<string, JsonValue | undefined> = {
    resourceType,
    id: resourceType === "Patient" ? random.pick(patients) : random.pick(records),
    meta: {
      versionId: "1",
      lastUpdated: new Date(now - random.integer(4) * hour).toISOString(),
      ...(security.length === 0 ? {} : { security }),
    },
    text: { status: "generated", div: "<div>all of it in words</div>" },
  };
  switch (resourceType) {
    case "Observation":
      Object.assign(resource, { status: random.pick(statuses), code: concept(random) });
      if (random.chance(0.6)) resource["category"] = [concept(random)];
      if (random.chance(0.85)) resource["subject"] = somebody(random);
      if (random.chance(0.4)) resource["performer"] = [somebody(random), somebody(random)];
      break;
    case "Condition":
      resource["code"] = concept(random);
      if (random.chance(0.85)) resource["subject"] = somebody(random);
      if (random.chance(0.4)) resource["asserter"] = somebody(random);
      break;
    case "Encounter":
      resource["status"] = random.pick(statuses);
      if (random.chance(0.85)) resource["subject"] = somebody(random);
      break;
    case "Appointment":
      resource["status"] = random.pick(statuses);
      if (random.chance(0.6)) resource["reasonCode"] = [concept(random)];
      if (random.chance(0.5)) {
        resource["reasonReference"] = [{ reference: "#c1" }];
        resource["contained"] = [
          {
            resourceType: "Condition",
            id: "c1",
            code: concept(random),
            evidence: [{ detail: [{ reference: "#c3" }] }],
          },
          { resourceType: "Practitioner", id: "c2" },
          { resourceType: "Observation", id: "c3", code: concept(random) },
        ];
        resource["basedOn"] = [{ reference: "#c2" }];
      }
      if (random.chance(0.5)) resource["description"] = "why";
      if (random.chance(0.3)) resource["_description"] = { extension: [{ url: "urn:x", valueString: "why" }] };
      resource["participant"] = Array.from({ length: random.integer(4) }, () => ({
        ...(random.chance(0.8) ? { actor: random.chance(0.3) ? aPlace(random) : somebody(random) } : {}),
        ...(random.chance(0.6) ? { status: "accepted" } : {}),
      })).filter((item) => Object.keys(item).length > 0);
      if ((resource["participant"] as JsonValue[]).length === 0) delete resource["participant"];
      break;
    case "Task":
      resource["code"] = random.chance(0.7)
        ? { coding: [{ system: "urn:wardbook:task", code: random.pick(["enquiry", "enquiry", "other"]) }] }
        : concept(random);
      if (random.chance(0.7)) resource["location"] = aPlace(random);
      if (random.chance(0.3)) resource["for"] = somebody(random);
      break;
    case "Group":
      resource["code"] = concept(random);
      resource["member"] = Array.from({ length: random.integer(3) }, () => ({ entity: somebody(random) }));
      break;
    case "Schedule":
      resource["actor"] = [somebody(random)];
      if (random.chance(0.3)) resource["contained"] = [{ resourceType: "Patient", id: "p1" }];
      break;
    case "Bundle":
      resource["entry"] = Array.from({ length: random.integer(3) }, () => ({
        resource: {
          ...(random.chance(0.2)
            ? { resourceType: "Patient", id: random.pick([...patients, "p1"]), name: [{ family: "hidden words" }] }
            : { resourceType: "Observation", code: concept(random), subject: somebody(random) }),
          ...(random.chance(0.2)
            ? { meta: { security: [{ system: actCode, code: "PSY", userSelected: false }] } }
            : {}),
        },
      }));
      break;
    default:
      break;
  }
  return resource as FhirResource;
}

const hideable: Readonly<Record<string, readonly string[]>> = {
  Appointment: ["reasonCode", "reasonReference", "description", "participant.actor", "participant"],
  Condition: ["code.coding", "evidence"],
  Observation: ["category", "code.text", "code.coding", "performer", "code"],
  Patient: ["name", "text"],
};

/** As many as somebody of many roles has, each limited to a value of its own. */
function manyScopes(random: Random): string[] {
  const level = random.pick(["user", "system", "patient"]);
  return Array.from({ length: 10 + random.integer(200) }, (_, index) => {
    const code = random.chance(0.05) ? random.pick(codes) : `${"other-".repeat(8)}${index}`;
    return `${level}/${random.pick(["*", "Observation", "Condition"])}.cruds?${random.pick(["code", "category"])}=${code}`;
  });
}

function someScopes(random: Random): string[] {
  if (random.chance(0.03)) return manyScopes(random);
  return Array.from({ length: random.integer(4) + (random.chance(0.7) ? 1 : 0) }, () => {
    const level = random.pick(["user", "user", "system", "system", "patient"]);
    const type = random.chance(0.6) ? "*" : random.pick(types);
    const letters = [..."cruds"].filter(() => random.chance(0.75)).join("") || "r";
    const query = random.chance(0.75)
      ? ""
      : `?${random.pick(["code=a", "category=b", "status=final", "code=a&status=final", `_id=${random.pick(patients)}`])}`;
    return `${level}/${type}.${letters}${query}`;
  });
}

function aStretch(random: Random): { from?: number; until?: number } {
  return {
    ...(random.chance(0.3) ? { from: now + (random.integer(5) - 2) * hour } : {}),
    ...(random.chance(0.3) ? { until: now + (random.integer(5) - 2) * hour } : {}),
  };
}

function aProvision(random: Random, depth: number): ConsentProvision {
  const maybe = <T>(probability: number, make: () => T) => (random.chance(probability) ? make() : undefined);
  const scale = depth === 0 ? 0.5 : 1;
  return {
    type: random.chance(0.6) ? "deny" : "permit",
    period: maybe(0.2 * scale, () => aStretch(random)),
    actors: maybe(0.25 * scale, () => random.some(references, 0.5)),
    roles: maybe(0.2 * scale, () => random.some(roles, 0.5)),
    purposes: maybe(0.25 * scale, () => random.some(purposes, 0.4)),
    actions: maybe(0.2 * scale, () => random.some(consentActions, 0.5)),
    classes: maybe(0.3 * scale, () => random.some(types, 0.4)),
    codes: maybe(0.2 * scale, () => random.some(["urn:codes|a", "urn:codes|b"], 0.6)),
    labels: maybe(0.2 * scale, () => random.some(labels, 0.5)),
    data: maybe(0.15 * scale, () => records.map((id) => `${random.pick(types)}/${id}`)),
    dataPeriod: maybe(0.15 * scale, () => aStretch(random)),
    exceptions:
      depth === 2
        ? []
        : Array.from({ length: random.chance(0.5) ? random.integer(3) : 0 }, () => aProvision(random, depth + 1)),
  };
}

export function aSituation(random: Random): Situation {
  const rules = Object.entries(hideable).flatMap(([type, paths]) =>
    random.some(paths, 0.2).map((path) => ({ type, path, access: random.chance(0.85) ? "hidden" : "read-only" })),
  );
  const kind = random.chance(0.03) ? "system" : random.pick(["person", "person", "client"] as const);
  const everything = kind === "person" ? "user/*.cruds" : "system/*.cruds";
  return {
    at: now,
    interaction: random.pick(["read", "vread", "history", "search", "create", "update", "delete"]),
    kind,
    role: random.chance(0.8) ? random.pick(roles) : undefined,
    scopes: [...(random.chance(0.6) ? [everything] : []), ...someScopes(random)],
    appScopes: random.chance(0.2) ? [...(random.chance(0.5) ? [everything] : []), ...someScopes(random)] : undefined,
    approved: random.chance(0.15) ? someScopes(random) : undefined,
    purpose: random.chance(0.35) ? random.pick(purposes) : undefined,
    purposes: random.chance(0.3) ? random.some(purposes, 0.7) : undefined,
    references: random.some(references, 0.5),
    reach: random.pick([undefined, "organisation", "organisation", "facility", "related", "patient"] as const),
    facilities: random.chance(0.3) ? random.some(facilities, 0.6) : undefined,
    fieldRules: random.chance(0.5) ? rules : [],
    clearances: random.chance(0.4) ? random.some(labels, 0.5) : undefined,
    patient: random.chance(0.5) ? random.pick(patients) : undefined,
    relations: random.some([...patients, ...patients], 0.4).map((patient) => ({ patient, ...aStretch(random) })),
    consents: random.some([...patients, ...patients], 0.2).map((patient) => ({
      patient,
      provision: aProvision(random, 0),
    })),
    grants: random.some(patients, 0.15).map((patient) => ({
      patient,
      from: now - random.integer(3) * hour,
      until: now + (random.integer(4) - 1) * hour,
      ...(random.chance(0.4) ? { clearances: random.some(labels, 0.5) } : {}),
    })),
    self: random.chance(0.3) ? random.pick(patients) : undefined,
    restrictions: random.some(patients, 0.15).map((patient) => ({
      patient,
      ...(random.chance(0.6) ? { records: random.some([...records, ...patients], 0.4) } : {}),
    })),
    along: random.some(records, 0.05).map((record) => ({ record, patient: random.pick(patients) })),
    labelsItself: random.chance(0.5),
    placed: patients.flatMap((patient) => random.some(facilities, 0.4).map((facility) => ({ patient, facility }))),
  };
}

/** The same caller as the code knows them. */
export function factsOf(situation: Situation): Facts {
  const of = <T extends { readonly patient: string }>(list: readonly T[], patient: string) =>
    list.filter((one) => one.patient === patient);
  const grants = situation.grants.map((grant, index) => ({
    ...grant,
    id: String(index),
    patient: grant.patient as ResourceId,
    clearances: grant.clearances as readonly Sensitivity[] | undefined,
  }));
  const standing: Standing = {
    relationsTo: (patient) => [
      ...(patient === situation.self ? [{ kind: "self" as const }] : []),
      ...of(situation.relations, patient).map(({ from, until }) => ({ kind: "care-team" as const, from, until })),
    ],
    relatedPatients: () => situation.relations.map(({ patient }) => patient as ResourceId),
    consentsOf: (patient) =>
      of(situation.consents, patient).map(({ provision }, index) => ({ source: `Consent/${index}`, provision })),
    breakGlassOn: (patient) => of(grants, patient)[0],
    brokenGlass: () => grants,
    facilitiesOf: (patient) => of(situation.placed, patient).map(({ facility }) => facility),
    restrictions: {
      of: new Map(
        situation.restrictions.map(({ patient, records: named }) => [
          patient as ResourceId,
          { whole: named === undefined, records: new Set(named as readonly ResourceId[]) },
        ]),
      ),
      along: new Map(situation.along.map(({ record, patient }) => [record as ResourceId, patient as ResourceId])),
    },
    labelsCalledFor: (resource) =>
      new Set(
        situation.labelsItself && JSON.stringify({ ...resource, meta: undefined }).includes('"code":"b"')
          ? ["PSY"]
          : [],
      ),
  };
  const { kind, role, appScopes, references: own, reach, facilities: held, clearances, patient } = situation;
  return {
    kind,
    name: "x",
    role,
    scopes: situation.scopes.map(parseScope),
    app: appScopes && { id: "app", name: "App", scopes: appScopes.map(parseScope) },
    approved: situation.approved?.map(parseScope),
    purpose: situation.purpose as Facts["purpose"],
    purposes: situation.purposes as Facts["purposes"],
    references: own,
    reach,
    facilities: held,
    fieldRules: situation.fieldRules as Facts["fieldRules"],
    clearances,
    patient: patient as ResourceId | undefined,
    standing,
  };
}
