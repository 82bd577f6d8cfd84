import { expect, test } from "vitest";
import { type FhirResource, type JsonObject, validateResource } from "../../../foundation/fhir/index.ts";
import { compileConsent } from "./compile-consent.ts";
import {
  actCode,
  consentActionSystem,
  consentScopeSystem,
  generalPurposes,
  purposeSystem,
  roleSystem,
} from "./known-codes.ts";

const patient = "7d1c8d5e-24a5-4b52-9f0f-2f3d1a9f3c11";
const doctor = "Practitioner/0b7f0c7e-51a8-4f6e-8a8c-7c3b8b3c1a01";
const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const recipient = concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PRCP");
const byReference = (reference: string) => ({ role: recipient, reference: { reference } });
const byRole = (code: string) => ({ role: concept(roleSystem, code), reference: { display: "a role of ours" } });

function aConsent(rest: JsonObject): FhirResource {
  const consent: FhirResource = {
    resourceType: "Consent",
    id: "c1",
    status: "active",
    scope: concept(consentScopeSystem, "patient-privacy"),
    category: [concept("http://loinc.org", "59284-0")],
    patient: { reference: `Patient/${patient}` },
    policyRule: concept(actCode, "OPTIN"),
    ...rest,
  };
  return consent;
}
const rules = (rest: JsonObject) => compileConsent(aConsent(rest), "UTC").rules.map(({ provision }) => provision);
const faults = (rest: JsonObject) =>
  compileConsent(aConsent(rest), "UTC").faults.map(({ code, path }) => `${code} ${path}`);

test("an opt-in with exceptions: each nested provision is an exception to the one around it", () => {
  const consent = aConsent({
    provision: {
      provision: [
        {
          type: "deny",
          actor: [byReference(doctor)],
          securityLabel: [{ system: actCode, code: "PSY" }],
          provision: [{ type: "permit", purpose: [{ system: purposeSystem, code: "ETREAT" }] }],
        },
      ],
    },
  });
  expect(validateResource(consent)).toEqual([]);
  expect(compileConsent(consent, "UTC")).toEqual({
    patient,
    faults: [],
    rules: [
      {
        source: "Consent/c1",
        provision: {
          type: "permit",
          purposes: generalPurposes,
          exceptions: [
            {
              type: "deny",
              actors: [doctor],
              labels: ["PSY"],
              exceptions: [{ type: "permit", purposes: ["ETREAT"], exceptions: [] }],
            },
          ],
        },
      },
      // Stands for itself as well: it keeps out of research too.
      {
        source: "Consent/c1",
        provision: {
          type: "deny",
          actors: [doctor],
          labels: ["PSY"],
          exceptions: [{ type: "permit", purposes: ["ETREAT"], exceptions: [] }],
        },
      },
    ],
  });
});

test("every condition is compiled", () => {
  expect(
    rules({
      policyRule: undefined,
      provision: {
        type: "deny",
        period: { start: "2026-03-07", end: "2026-03-09" },
        actor: [byReference(doctor)],
        action: [concept(consentActionSystem, "access"), concept(consentActionSystem, "correct")],
        securityLabel: [{ system: actCode, code: "SEX" }],
        purpose: [{ system: purposeSystem, code: "HPAYMT" }],
        class: [{ system: "http://hl7.org/fhir/resource-types", code: "Observation" }],
        code: [concept("http://loinc.org", "7917-8")],
        dataPeriod: { start: "2020" },
        data: [{ meaning: "instance", reference: { reference: "Observation/o1" } }],
      },
    }),
  ).toEqual([
    {
      type: "deny",
      period: { from: Date.UTC(2026, 2, 7), until: Date.UTC(2026, 2, 10) },
      actors: [doctor],
      actions: ["access", "correct"],
      labels: ["SEX"],
      purposes: ["HPAYMT"],
      classes: ["Observation"],
      codes: ["http://loinc.org|7917-8"],
      dataPeriod: { from: Date.UTC(2020, 0, 1), until: undefined },
      data: ["Observation/o1"],
      exceptions: [],
    },
  ]);
});

test("references and roles among the actors become provisions side by side", () => {
  const provision = {
    type: "deny",
    actor: [
      byReference(doctor),
      byRole("front-desk"),
      { ...byReference("Organization/h"), role: concept(roleSystem, "biller") },
    ],
  };
  expect(rules({ policyRule: undefined, provision })).toEqual([
    { type: "deny", actors: [doctor], exceptions: [] },
    { type: "deny", roles: ["front-desk"], exceptions: [] },
    { type: "deny", actors: ["Organization/h"], roles: ["biller"], exceptions: [] },
  ]);
});

test.each<[string, JsonObject, object[]]>([
  [
    "an opt-out alone denies everything",
    { policyRule: concept(actCode, "OPTOUT") },
    [{ type: "deny", exceptions: [] }],
  ],
  [
    "a permit at the root of an opt-out is its exception",
    { policyRule: concept(actCode, "OPTOUT"), provision: { type: "permit", actor: [byReference(doctor)] } },
    [{ type: "deny", exceptions: [{ type: "permit", actors: [doctor], purposes: generalPurposes, exceptions: [] }] }],
  ],
  [
    "a root of an opt-out that is narrowed narrows its exceptions only",
    {
      policyRule: concept(actCode, "OPTOUT"),
      provision: {
        class: [{ system: "http://hl7.org/fhir/resource-types", code: "Observation" }],
        provision: [{ type: "permit", actor: [byReference(doctor)] }],
      },
    },
    [
      {
        type: "deny",
        exceptions: [
          {
            type: "deny",
            classes: ["Observation"],
            exceptions: [{ type: "permit", actors: [doctor], purposes: generalPurposes, exceptions: [] }],
          },
        ],
      },
    ],
  ],
  [
    "without a policy rule and a type, what the exceptions don't speak of is left to the roles",
    {
      policyRule: undefined,
      provision: {
        period: { start: "2026-01-01" },
        provision: [{ type: "deny", actor: [byReference(doctor)], period: { end: "2026-12-31" } }],
      },
    },
    [
      {
        type: "deny",
        actors: [doctor],
        period: { from: Date.UTC(2026, 0, 1), until: Date.UTC(2027, 0, 1) },
        exceptions: [],
      },
    ],
  ],
  ["without a policy rule and a provision it says nothing", { policyRule: undefined }, []],
  ["a withdrawn one says nothing", { status: "inactive", policyRule: concept(actCode, "OPTOUT") }, []],
  [
    "an advance directive is none about records",
    { scope: concept(consentScopeSystem, "adr"), policyRule: concept(actCode, "OPTOUT") },
    [],
  ],
  [
    "a research consent speaks of research",
    { scope: concept(consentScopeSystem, "research") },
    [{ type: "permit", purposes: ["HRESCH"], exceptions: [] }],
  ],
  [
    "nobody acts for marketing: a denial of it denies nothing else",
    { policyRule: undefined, provision: { type: "deny", purpose: [{ system: purposeSystem, code: "HMARKT" }] } },
    [{ type: "deny", purposes: [], exceptions: [] }],
  ],
  [
    "a denial of the wide label is one of the narrower ones",
    { policyRule: undefined, provision: { type: "deny", securityLabel: [{ system: actCode, code: "MH" }] } },
    [{ type: "deny", labels: ["MH", "PSY", "PSYTHPN"], exceptions: [] }],
  ],
])("%s", (_, rest, wanted) => {
  expect(rules(rest)).toEqual(wanted);
  expect(faults(rest)).toEqual([]);
});

const permitAll = { type: "permit", actor: [byReference(doctor)] };
test.each<[string, JsonObject, string]>([
  ["type", { type: undefined }, "consent/missing-type"],
  ["period", { period: { start: "2026-03-07", end: "2025" } }, "consent/unknown-period"],
  ["dataPeriod", { dataPeriod: { start: "soon" } }, "consent/unknown-period"],
  ["actor", { actor: [{ role: recipient, reference: { reference: "Group/g" } }] }, "consent/unknown-actor"],
  [
    "actor",
    { actor: [{ role: recipient, reference: { reference: "https://elsewhere.example/Practitioner/1" } }] },
    "consent/unknown-actor",
  ],
  ["actor", { actor: [{ role: recipient, reference: { display: "my neighbour" } }] }, "consent/unknown-actor"],
  [
    "actor",
    {
      actor: [
        {
          role: concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "AUT"),
          reference: { reference: doctor },
        },
      ],
    },
    "consent/unknown-actor-role",
  ],
  ["action", { action: [concept("urn:x", "peek")] }, "consent/unknown-action"],
  ["action", { action: [concept(consentActionSystem, "copy")] }, "consent/unknown-action"],
  ["securityLabel", { securityLabel: [{ system: "urn:x", code: "R" }] }, "consent/unknown-label"],
  ["purpose", { purpose: [{ system: purposeSystem, code: "FUN" }] }, "consent/unknown-purpose"],
  ["class", { class: [{ system: "urn:ietf:bcp:13", code: "application/hl7-cda+xml" }] }, "consent/unknown-class"],
  ["code", { code: [{ text: "my secret" }] }, "consent/unknown-code"],
  ["data", { data: [{ meaning: "related", reference: { reference: "Encounter/e" } }] }, "consent/unknown-data"],
  ["", { modifierExtension: [{ url: "urn:x", valueBoolean: true }] }, "consent/modified"],
])("a permit whose %s isn't understood denies what is left of it, and is reported", (element, broken, code) => {
  const provision = {
    ...permitAll,
    class: [{ system: "http://hl7.org/fhir/resource-types", code: "Observation" }],
    ...broken,
  };
  const rest = { policyRule: undefined, provision: { provision: [provision] } };
  const [rule, ...more] = rules(rest);
  expect(rule?.type).toBe("deny");
  expect(more).toEqual([]);
  expect(faults(rest)).toEqual([`${code} Consent.provision.provision[0]${element === "" ? "" : `.${element}`}`]);
  // Everything else of it still holds.
  if (element !== "class") expect(rule?.classes).toEqual(["Observation"]);
  if (element !== "actor") expect(rule?.actors).toEqual([doctor]);
});

test("a denial whose condition isn't understood denies more, never less", () => {
  const provision = { type: "deny", actor: [byReference(doctor)], purpose: [{ system: "urn:x", code: "y" }] };
  expect(rules({ policyRule: undefined, provision })).toEqual([
    { type: "deny", actors: [doctor], purposes: undefined, exceptions: [] },
  ]);
});

test("a narrower purpose: a denial takes in the broader one, a permit permits nothing", () => {
  const purpose = [{ system: purposeSystem, code: "COVAUTH" }];
  expect(rules({ policyRule: undefined, provision: { type: "deny", purpose } })).toEqual([
    { type: "deny", purposes: ["HPAYMT"], exceptions: [] },
  ]);
  expect(rules({ policyRule: undefined, provision: { type: "permit", purpose } })).toEqual([
    { type: "permit", purposes: [], exceptions: [] },
  ]);
  expect(faults({ provision: { type: "deny", purpose } })).toEqual([
    "consent/narrower-purpose Consent.provision.purpose",
  ]);
});

test("exceptions of a provision that isn't understood are gone, and their own faults are told", () => {
  const rest = {
    policyRule: undefined,
    provision: {
      type: "deny",
      class: [{ system: "urn:x", code: "y" }],
      provision: [{ ...permitAll, purpose: [{ system: "urn:x", code: "z" }] }],
    },
  };
  expect(rules(rest)).toEqual([{ type: "deny", exceptions: [] }]);
  expect(faults(rest)).toEqual([
    "consent/unknown-class Consent.provision.class",
    "consent/unknown-purpose Consent.provision.provision[0].purpose",
  ]);
});

test.each<[string, JsonObject, object[], string[]]>([
  ["no patient", { patient: undefined }, [], ["consent/no-patient Consent.patient"]],
  [
    "an unknown scope",
    { scope: { text: "sharing" } },
    [{ type: "permit", purposes: generalPurposes, exceptions: [] }],
    ["consent/unknown-scope Consent.scope"],
  ],
  [
    "an unknown policy rule",
    { policyRule: { text: "house rules" } },
    [],
    ["consent/unknown-policy Consent.policyRule"],
  ],
  [
    "a modifier on the whole",
    { modifierExtension: [{ url: "urn:x", valueBoolean: true }] },
    [{ type: "deny", exceptions: [] }],
    ["consent/modified Consent"],
  ],
])("%s is reported", (_, rest, wanted, reported) => {
  expect(rules(rest)).toEqual(wanted);
  expect(faults(rest)).toEqual(reported);
});

test("an opt-in is none to research; a provision that names research is, and denials beside it hold", () => {
  const purpose = [{ system: purposeSystem, code: "HRESCH" }];
  const denial = { type: "deny", securityLabel: [{ system: actCode, code: "PSY" }] };
  const [general, ...named] = rules({ provision: { provision: [{ type: "permit", purpose }, denial] } });
  expect(general?.purposes).toBe(generalPurposes);
  expect(general?.purposes).not.toContain("HRESCH");
  expect(named).toEqual([
    { type: "permit", purposes: ["HRESCH"], exceptions: [] },
    { type: "deny", labels: ["PSY"], exceptions: [] },
  ]);
});

test("provisions nested without end are cut off as a denial", () => {
  let provision: JsonObject = { type: "permit" };
  for (let depth = 0; depth < 12; depth += 1)
    provision = { type: depth % 2 === 0 ? "deny" : "permit", provision: [provision] };
  expect(faults({ provision })).toContain("consent/too-deep Consent.provision" + ".provision[0]".repeat(9));
});
