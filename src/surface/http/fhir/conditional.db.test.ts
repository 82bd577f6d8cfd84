import { expect, test } from "vitest";
import { aClient, aHouse, anOrganisation, aPatient } from "../../../../test/people/index.ts";
import type { FhirResource, JsonValue } from "../../../foundation/fhir/index.ts";
import { openAuditEvents } from "../audit-events/index.ts";
import { performBundle } from "./perform-bundle.ts";
import { perform } from "./perform.ts";

const house = await aHouse();
const doors = { chart: house.chart, auditEvents: openAuditEvents(house) };
const work = { onFault: () => undefined, charge: async () => undefined, isAbandoned: () => false };

async function aSender() {
  return aClient(await anOrganisation(house), "system/Patient.cruds");
}

function call(method: string, query: readonly (readonly [string, string])[], resource?: FhirResource) {
  const body = resource as JsonValue | undefined;
  return { method, path: ["Patient"], query, headers: {}, body, base: "" };
}

test("PUT and DELETE of a type with a condition answer as those of the resource it matches", async () => {
  const caller = await aSender();
  const condition = [
    ["identifier", "M-1"],
    ["_format", "json"],
  ] as const;
  const resource = aPatient({ mrn: "M-1" });
  const made = await perform(doors, caller, call("PUT", condition, resource));
  expect(made).toMatchObject({ status: 201, etag: 'W/"1"' });
  const changed = await perform(doors, caller, call("PUT", condition, resource));
  expect(changed).toMatchObject({ status: 200, etag: 'W/"2"' });
  expect(changed.location?.split("/")[1]).toBe(made.location?.split("/")[1]);
  const gone = await perform(doors, caller, call("DELETE", condition));
  expect(gone).toMatchObject({ status: 204, etag: 'W/"3"' });
  const none = await perform(doors, caller, call("DELETE", condition));
  expect(none).toEqual({ status: 204, body: "", entryIds: [] });
});

test.each(["batch", "transaction"])("a %s takes conditional entries", async (type) => {
  const caller = await aSender();
  const resource = aPatient({ mrn: "M-1" }) as JsonValue;
  const ask = async (request: JsonValue, more: Record<string, JsonValue> = {}) => {
    const bundle = { resourceType: "Bundle", type, entry: [{ request, ...more }] };
    const { body } = await performBundle(doors, caller, bundle, "", { ...work, callerNow: async () => caller });
    return (JSON.parse(body.toString()) as { entry: { response: { status: string } }[] }).entry[0]?.response.status;
  };
  const url = "Patient?identifier=M-1";
  expect(await ask({ method: "PUT", url }, { resource })).toMatch(/^201/);
  expect(await ask({ method: "PUT", url, ifMatch: 'W/"1"' }, { resource })).toMatch(/^200/);
  expect(await ask({ method: "DELETE", url })).toMatch(/^204/);
  expect(await ask({ method: "DELETE", url })).toMatch(/^204/);
});
