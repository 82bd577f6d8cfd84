import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  aClient,
  aHouse,
  anAdministrator,
  anObservation,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { screenForCards } from "../../../assurance/privacy/index.ts";
import { ChartError } from "../../../custody/chart/index.ts";
import type { FhirResource, JsonValue } from "../../../foundation/fhir/index.ts";
import { openAuditEvents } from "../audit-events/index.ts";
import { refusalOf } from "./outcome.ts";
import { performBundle } from "./perform-bundle.ts";
import { perform } from "./perform.ts";

const house = await aHouse();
const chart = house.chartWith({ screen: screenForCards });
const doors = { chart, auditEvents: openAuditEvents(house) };
const work = { onFault: () => undefined, charge: async () => undefined, isAbandoned: () => false };
const card = "4111 1111 1111 1111";

function call(method: string, path: readonly string[], resource: FhirResource, more: object = {}) {
  return { method, path, query: [], headers: {}, body: resource as JsonValue, base: "", ...more };
}

test("a card number in a text is refused at every door that writes, by its place; an identifier that looks like one isn't", async () => {
  const tenant = await anOrganisation(house);
  const caller = aClient(tenant, "system/*.cruds");
  const patient = (
    await chart.create(caller, "Patient", { ...aPatient(), identifier: [{ value: "4111111111111111" }] })
  ).value.id;
  const clean = anObservation(patient);
  const held = { ...clean, note: [{ text: `Paid with ${card}.` }] };
  const { id } = (await chart.create(caller, "Observation", clean)).value;
  const place = "Observation.note[0].text";
  const refused = {
    code: "business-rule",
    details: { coding: [{ code: "privacy/card-number" }] },
    expression: [place],
  };
  const entries = (request: JsonValue) => ({
    resourceType: "Bundle",
    type: "transaction",
    entry: [{ request, resource: held }],
  });
  const bundle = (request: JsonValue) =>
    performBundle(doors, caller, entries(request), "", { ...work, callerNow: async () => caller });
  const existing = { ...held, id };
  const doorsTried: readonly (() => Promise<unknown>)[] = [
    () => perform(doors, caller, call("POST", ["Observation"], held)),
    () => perform(doors, caller, call("POST", ["Observation"], held, { headers: { ifNoneExist: "code=1" } })),
    () => perform(doors, caller, call("PUT", ["Observation", id], existing)),
    () => perform(doors, caller, call("PUT", ["Observation"], held, { query: [["_id", id]] })),
    () => bundle({ method: "POST", url: "Observation" }),
    () => bundle({ method: "PUT", url: `Observation/${id}` }),
  ];
  for (const attempt of doorsTried) {
    const error = await attempt().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ChartError);
    const { status, outcome } = refusalOf(error);
    expect([status, JSON.parse(outcome)]).toMatchObject([422, { issue: [refused] }]);
    expect(outcome).not.toContain("4111");
  }
  const { created, refused: left } = await chart.importTogether(anAdministrator(tenant), [
    { resource: { ...held, id: randomUUID() } },
    { resource: { ...clean, id: randomUUID() } },
  ]);
  expect([created, left]).toMatchObject([1, [{ code: "chart/invalid-resource", path: place }]]);
  const { value } = await chart.search(caller, "Observation", [["_summary", "count"]]);
  expect(value.total).toBe(2);
});

test("whoever asks for an OperationOutcome is told of other identifiers in what was written", async () => {
  const tenant = await anOrganisation(house);
  const caller = aClient(tenant, "system/*.cruds");
  const patient = (await chart.create(caller, "Patient", aPatient())).value.id;
  const resource = { ...anObservation(patient), note: [{ text: "Call her daughter on 415-555-0132." }] };
  const asking = { headers: { prefer: "return=OperationOutcome" } };
  const { status, body } = await perform(doors, caller, call("POST", ["Observation"], resource, asking));
  expect([status, JSON.parse(body.toString())]).toMatchObject([
    201,
    { issue: [{ severity: "information" }, { severity: "warning", expression: ["Observation.note[0].text"] }] },
  ]);
  expect(body.toString()).not.toContain("0132");
});
