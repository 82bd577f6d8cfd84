import { expect, test } from "vitest";
import type { Chart } from "../../../custody/chart/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { performBundle } from "./perform-bundle.ts";

const caller = {} as Caller;
const get = { request: { method: "GET", url: "Patient/0d0c9e3c-5c77-4c38-9d80-1ad8d3f43cf5" } };
const batch = { resourceType: "Bundle", type: "batch", entry: [get, get, get, get, get, get] };

/** A chart whose every read fails, and counts them. */
function aChart(): { chart: Chart; reads: () => number } {
  let reads = 0;
  const read = () => {
    reads += 1;
    return Promise.reject(new Error("nothing there"));
  };
  return { chart: new Proxy({}, { get: () => read }) as Chart, reads: () => reads };
}

test("a batch for which nobody waits any more is not carried out to its end", async () => {
  const { chart, reads } = aChart();
  const work = { onFault: () => undefined, charge: async () => undefined, isAbandoned: () => reads() === 2 };
  await expect(performBundle(chart, caller, batch, "", work)).rejects.toMatchObject({ code: "http/timeout" });
  expect(reads()).toBe(2);
});

test("nothing of a batch is carried out when its entries are too many requests", async () => {
  const { chart, reads } = aChart();
  const counted: number[] = [];
  const charge = (entries: number) => {
    counted.push(entries);
    return Promise.reject(new Error("too many"));
  };
  const work = { onFault: () => undefined, charge, isAbandoned: () => false };
  await expect(performBundle(chart, caller, batch, "", work)).rejects.toThrow("too many");
  expect([counted, reads()]).toEqual([[5], 0]);
});
