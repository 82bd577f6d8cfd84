import { expect, test } from "vitest";
import { parseTenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { openLiveBoards } from "./live.ts";

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
  const heard: (readonly string[])[] = [];
  const stop = boards.listen(tenant, (branchIds) => heard.push(branchIds));
  const looked = async () => {
    await settled();
    look();
    await settled();
    return heard.splice(0);
  };
  expect(await looked()).toEqual([]);
  position = 2;
  expect(await looked()).toEqual([[]]);
  expect(await looked()).toEqual([]);
  position = 3;
  boards.written(tenant, [{ type: "Observation", resource: undefined }]);
  boards.written(tenant, [{ type: "Appointment", resource: undefined }]);
  expect(await looked()).toEqual([[]]);
  const task = (system: string) => ({
    type: "Task",
    resource: { resourceType: "Task", code: { coding: [{ system, code: "enquiry" }] } },
  });
  boards.written(tenant, [task("http://snomed.info/sct")]);
  expect(await looked()).toEqual([]);
  boards.written(tenant, [task("urn:wardbook:task")]);
  expect(await looked()).toEqual([[]]);
  stop();
  position = 4;
  expect(await looked()).toEqual([]);
});
