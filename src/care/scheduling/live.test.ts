import { expect, test } from "vitest";
import { parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { FhirResource, JsonObject } from "../../foundation/fhir/index.ts";
import { type BoardNews, openLiveBoards } from "./live.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("what another process wrote is told once, and what was written here by its branch alone", async () => {
  let position = 1;
  let look: () => void = () => undefined;
  const asked = { query: async () => [{ position }] };
  const boards = openLiveBoards({
    db: { tenant: () => asked } as unknown as Database,
    directory: async () => new Map(),
    appointmentType: 4,
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
  boards.written(tenant, [{ type: "Observation", resource: undefined }]);
  boards.written(tenant, [{ type: "Appointment", resource: undefined }]);
  expect(await looked()).toEqual([any]);
  const task = (system: string, more: JsonObject = {}) => ({
    type: "Task",
    resource: { resourceType: "Task", code: { coding: [{ system, code: "enquiry" }] }, ...more } as FhirResource,
  });
  boards.written(tenant, [task("http://snomed.info/sct")]);
  expect(await looked()).toEqual([]);
  const branch = "0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5";
  boards.written(tenant, [task("urn:wardbook:task", { location: { reference: `Location/${branch}` } })]);
  expect(await looked()).toEqual([{ of: "enquiries", branchIds: [branch] }]);
  boards.written(tenant, [task("urn:wardbook:task")]);
  expect(await looked()).toEqual([{ of: "enquiries", branchIds: [] }]);
  stop();
  position = 4;
  expect(await looked()).toEqual([]);
});
