import { expect, test } from "vitest";
import { type ResourceId, parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import { type BoardNews, openLiveBoards } from "./live.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

const id = "5a1d7f6a-3f0c-4d5e-9a7b-2f1d8c3e4b60" as ResourceId;
const [quay, hill] = ["0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5", "7c2b1a90-1d2e-4f3a-8b4c-5d6e7f809112"] as [
  string,
  string,
];
const place = (branch: string): JsonObject => ({ reference: `Location/${branch}` });

test("what another process wrote is told once, and what was written here by the branches that it is and was at alone", async () => {
  let former: FhirResource | undefined;
  let position = 1;
  let look: () => void = () => undefined;
  const asked = { query: async () => [{ position }] };
  const boards = openLiveBoards({
    db: { tenant: () => asked } as unknown as Database,
    directory: async (_, ids) =>
      new Map(ids.map((one) => [one, { resourceType: "Location", id: one } as FhirResource])),
    appointmentType: 4,
    former: async (_, { version }) => (version === 2 ? former : undefined),
    onFailure: (error) => {
      throw error;
    },
    every(_, work) {
      look = work;
      return () => undefined;
    },
  });
  const tenant = parseTenantId(1);
  const heard: BoardNews[] = [];
  const any = { of: "board", branchIds: [] };
  const stop = boards.listen(tenant, (news) => heard.push(news));
  const looked = async () => {
    await settled();
    look();
    await settled();
    return heard.splice(0);
  };
  expect(await looked()).toEqual([]);
  position = 2;
  expect(await looked()).toEqual([any]);
  expect(await looked()).toEqual([]);
  position = 3;
  boards.written(tenant, [{ type: "Observation", id, version: 1, resource: undefined }]);
  boards.written(tenant, [{ type: "Appointment", id, version: 2, resource: undefined }]);
  expect(await looked()).toEqual([any]);
  const task = (system: string, more: JsonObject = {}) => ({
    type: "Task",
    id,
    version: 1,
    resource: { resourceType: "Task", code: { coding: [{ system, code: "enquiry" }] }, ...more } as FhirResource,
  });
  boards.written(tenant, [task("http://snomed.info/sct")]);
  expect(await looked()).toEqual([]);
  boards.written(tenant, [{ type: "PractitionerRole", id, version: 2, resource: undefined }]);
  expect(await looked()).toEqual([{ of: "places", branchIds: [] }]);
  const enquiry = (branch: string) => task("urn:wardbook:task", { location: place(branch) });
  boards.written(tenant, [enquiry(quay)]);
  expect(await looked()).toEqual([{ of: "enquiries", branchIds: [quay] }]);
  former = enquiry(quay).resource;
  boards.written(tenant, [{ ...enquiry(hill), version: 2 }]);
  expect(await looked()).toEqual([{ of: "enquiries", branchIds: [hill, quay] }]);
  const appointment = (branch: string) =>
    ({ resourceType: "Appointment", participant: [{ actor: place(branch) }] }) as unknown as FhirResource;
  former = appointment(quay);
  const moved = { type: "Appointment", id, resource: appointment(hill) };
  boards.written(tenant, [{ ...moved, version: 2 }]);
  expect(await looked()).toEqual([{ of: "board", branchIds: [hill, quay] }]);
  // What was deleted before, and what names no branch: perhaps at any.
  boards.written(tenant, [{ ...moved, version: 3 }]);
  expect(await looked()).toEqual([any]);
  boards.written(tenant, [task("urn:wardbook:task")]);
  expect(await looked()).toEqual([{ of: "enquiries", branchIds: [] }]);
  stop();
  position = 4;
  expect(await looked()).toEqual([]);
});
