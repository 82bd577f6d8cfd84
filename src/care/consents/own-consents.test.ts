import { expect, test } from "vitest";
import { aStanding } from "../../../test/people/standing.ts";
import {
  type Caller,
  type ConsentRule,
  type Purpose,
  decide,
  judge,
  parseScope,
  rowOf,
} from "../../custody/access/index.ts";
import { compileConsent } from "../../custody/policy/index.ts";
import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import { type TenantId, parseResourceId } from "../../foundation/kernel/index.ts";
import { expectOwnDenial } from "./own-consents.ts";

const own = parseResourceId("0c89b627-646b-40ff-a620-c8509a10912c");
const other = parseResourceId("6d5a3f0e-1111-4a0b-8c3d-000000000009");
const actCode = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
const ravi = { role: { text: "recipient" }, reference: { reference: `Practitioner/${other}` } };
const deny = { type: "deny", actor: [ravi] };
const today = Date.UTC(2026, 2, 7, 12);

function nora(rules: readonly ConsentRule[] = []): Caller {
  return {
    kind: "person",
    tenant: 1 as TenantId,
    id: other,
    name: "Nora Halloran",
    role: "patient",
    reach: "patient",
    patient: own,
    scopes: [],
    permissions: new Set(),
    standing: aStanding({
      relationsTo: (patient) => (patient === own ? [{ kind: "self" }] : []),
      consentsOf: () => rules,
    }),
    from: "",
    requestId: "r1",
  };
}

function saying(provisions: readonly JsonObject[], more: JsonObject = {}): FhirResource {
  return {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
    category: [{ text: "privacy" }],
    patient: { reference: `Patient/${own}` },
    performer: [{ reference: `Patient/${own}` }],
    policyRule: { coding: [{ system: actCode, code: "OPTIN" }] },
    provision: { provision: [...provisions] },
    ...more,
  };
}

const check = (consent: FhirResource, caller = nora()) =>
  expectOwnDenial({ meaningOf: (one) => compileConsent(one, "UTC"), now: () => today }, caller, consent);

test("a denial of somebody by name is a patient’s own to write, with a label or without", () => {
  const labelled = { ...deny, securityLabel: [{ system: actCode, code: "PSY" }] };
  expect(() => check(saying([deny, labelled]))).not.toThrow();
});

test.each<[string, FhirResource]>([
  ["a permit", saying([deny, { ...deny, type: "permit" }])],
  ["an exception to a denial", saying([{ ...deny, provision: [{ ...deny, type: "permit" }] }])],
  ["a permit for research", saying([deny, { type: "permit", purpose: [{ code: "HRESCH" }] }])],
  ["a denial of nobody in particular", saying([{ type: "deny" }])],
  ["nothing", saying([])],
  ["a root that permits somebody", saying([], { provision: { ...deny, type: "permit", provision: [deny] } })],
  ["a closed record", saying([deny], { policyRule: { coding: [{ system: actCode, code: "OPTOUT" }] } })],
  ["what isn’t understood", saying([{ ...deny, code: [{ text: "my secret" }] }])],
  ["one that isn’t active", saying([deny], { status: "proposed" })],
  ["another’s decision", saying([deny], { performer: [{ reference: `Patient/${other}` }] })],
  ["an attachment", saying([deny], { sourceAttachment: { data: "eA==" } })],
  ["a label on itself", saying([deny], { meta: { security: [{ system: actCode, code: "PSY" }] } })],
])("%s is not", (_, consent) => {
  expect(() => check(consent)).toThrow(expect.objectContaining({ code: expect.stringMatching(/^consents\//) }));
});

test("a decision may end after a day, and doesn’t begin where that is over", () => {
  const until = (end: string) => ({ ...deny, period: { end } });
  expect(() => check(saying([until("2026-03-07")]))).not.toThrow();
  expect(() => check(saying([until("2026-03-06"), deny]))).not.toThrow();
  expect(() => check(saying([until("2026-03-06")]))).toThrow(expect.objectContaining({ code: "consents/over" }));
  const ended = Array.from({ length: 60 }, (_, at): ConsentRule[] =>
    compileConsent({ ...saying([until("2026-03-06")]), id: String(at) } as FhirResource, "UTC").rules.map((rule) => ({
      ...rule,
      source: `Consent/${at}`,
    })),
  ).flat();
  expect(() => check(saying([deny]), nora(ended))).not.toThrow();
});

test("nobody writes so for another, and only so many hold at once", () => {
  const elsewhere = saying([deny], { patient: { reference: `Patient/${other}` } });
  expect(() => check(elsewhere)).toThrow(expect.objectContaining({ code: "consents/unknown" }));
  for (const caller of [
    { ...nora(), standing: aStanding() },
    { ...nora(), app: { id: "1.app", name: "An app", scopes: [] } },
    { ...nora(), reach: "organisation" as const },
    { ...nora(), kind: "client" as const },
  ])
    expect(() => check(saying([deny]), caller)).toThrow(expect.objectContaining({ code: "consents/unknown" }));
  const rules = (count: number) =>
    Array.from(
      { length: count },
      (_, at): ConsentRule => ({ source: `Consent/${at}`, provision: { type: "deny", exceptions: [] } }),
    );
  expect(() => check(saying([deny]), nora(rules(49)))).not.toThrow();
  expect(() => check(saying([deny]), nora(rules(50)))).toThrow(expect.objectContaining({ code: "consents/too-many" }));
});

test("whom a patient keeps out is kept out for every purpose, also where another consent permits research", () => {
  const research = {
    ...saying([]),
    policyRule: undefined,
    provision: {
      type: "permit",
      purpose: [{ code: "HRESCH", system: "http://terminology.hl7.org/CodeSystem/v3-ActReason" }],
    },
  };
  const rules = [saying([deny]), research].flatMap((consent) => compileConsent(consent as FhirResource, "UTC").rules);
  const sees = (who: string, purpose: Purpose) => {
    const caller: Caller = {
      ...nora(rules),
      role: "researcher",
      reach: "organisation",
      patient: undefined,
      references: [who],
      purpose,
      scopes: [parseScope("user/*.rs")],
    };
    const decision = decide({ interaction: "read", type: "Observation", at: 0 }, caller);
    const row = rowOf({ resourceType: "Observation" }, { type: "Observation", id: other, patient: own, writtenAt: 0 });
    return decision.kind === "permit" && judge(decision.rows, row).kind === "visible";
  };
  const someone = `Practitioner/${own}`;
  expect([sees(someone, "TREAT"), sees(someone, "HRESCH")]).toEqual([true, true]);
  expect([sees(`Practitioner/${other}`, "TREAT"), sees(`Practitioner/${other}`, "HRESCH")]).toEqual([false, false]);
});
