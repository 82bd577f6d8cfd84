import { expect, test } from "vitest";
import type { Caller } from "../../../custody/access/index.ts";
import { HttpError } from "./outcome.ts";
import { performBundle } from "./perform-bundle.ts";
import type { FhirDoors } from "./perform.ts";

const caller = {} as Caller;
const callerNow = async () => caller;
const get = { request: { method: "GET", url: "Patient/0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5" } };
const batch = { resourceType: "Bundle", type: "batch", entry: [get, get, get, get, get, get] };

/** Doors behind which every read fails, and is counted. */
function closedDoors(): { doors: FhirDoors; reads: () => number } {
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.reject(new Error("nothing there"));
  };
  const door = new Proxy({}, { get: () => read });
  return { doors: { chart: door, auditEvents: door } as FhirDoors, reads: () => reads };
}

test("a batch for which nobody waits any more is not carried out to its end", async () => {
  const { doors, reads } = closedDoors();
  const work = { callerNow, onFault: () => undefined, charge: async () => undefined, isAbandoned: () => reads() === 2 };
  await expect(performBundle(doors, caller, batch, "", work)).rejects.toMatchObject({ code: "http/timeout" });
  expect(reads()).toBe(2);
});

test("what is left of a bundle is refused when its caller's access ends meanwhile", async () => {
  const { doors, reads } = closedDoors();
  const ended = new HttpError("http/not-signed-in", "sign in");
  const work = {
    callerNow: () => (reads() < 2 ? Promise.resolve(caller) : Promise.reject(ended)),
    onFault: () => undefined,
    charge: async () => undefined,
    isAbandoned: () => false,
  };
  const { body } = await performBundle(doors, caller, batch, "", work);
  const { entry } = JSON.parse(body.toString()) as { entry: { response: { status: string } }[] };
  expect(entry.map(({ response }) => response.status)).toEqual(["500", "500", "401", "401", "401", "401"]);
  expect(reads()).toBe(2);
});

test("nothing of a batch is carried out when its entries are too many requests", async () => {
  const { doors, reads } = closedDoors();
  const counted: number[] = [];
  const charge = (entries: number) => {
    counted.push(entries);
    return Promise.reject(new Error("too many"));
  };
  const work = { callerNow, onFault: () => undefined, charge, isAbandoned: () => false };
  await expect(performBundle(doors, caller, batch, "", work)).rejects.toThrow("too many");
  expect([counted, reads()]).toEqual([[5], 0]);
});

test("a batch counts the ledger's entries a few times, and reads on after that", async () => {
  const { doors, reads } = closedDoors();
  const work = { callerNow, onFault: () => undefined, charge: async () => undefined, isAbandoned: () => false };
  const asked = ["AuditEvent?_total=accurate", "AuditEvent?_summary=count", "AuditEvent?_count=0&_total=none"];
  const counting = Array.from({ length: 30 }, (_, index) => ({ request: { method: "GET", url: asked[index % 3] } }));
  const plain = { request: { method: "GET", url: "AuditEvent?_count=5" } };
  const { body } = await performBundle(doors, caller, { ...batch, entry: [...counting, plain] }, "", work);
  const { entry } = JSON.parse(body.toString()) as { entry: { response: { status: string } }[] };
  const statuses = entry.map(({ response }) => response.status);
  expect([new Set(statuses.slice(0, 20)), new Set(statuses.slice(20, 30)), statuses[30]]).toEqual([
    new Set(["500"]),
    new Set(["400"]),
    "500",
  ]);
  expect(reads()).toBe(21);
});
