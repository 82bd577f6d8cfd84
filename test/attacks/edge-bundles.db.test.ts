import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestHouse, aHouse } from "../support/house.ts";

const plenty = 100_000;
let house: TestHouse;
let token: string;
beforeAll(async () => {
  house = await aHouse({ limits: { budgets: { fhir: { address: plenty, client: 500, tenant: plenty } } } });
  token = await house.token();
});
afterAll(() => house.end());

const headers = () => ({ authorization: `Bearer ${token}`, "content-type": "application/fhir+json" });
const entry = { request: { method: "GET", url: "Patient?name=x" } };
const bundle = (entries: number) =>
  JSON.stringify({ resourceType: "Bundle", type: "batch", entry: Array.from({ length: entries }, () => entry) });
const post = (entries: number) =>
  fetch(`${house.origin}/fhir`, { method: "POST", headers: headers(), body: bundle(entries) });

test("what comes in a bundle is counted as what comes by itself", async () => {
  const first = await post(100);
  expect([first.status, first.headers.get("ratelimit")?.split(";t")[0]]).toEqual([200, '"fhir-client";r=400']);
  const tooMany = await post(450);
  expect(tooMany.status).toBe(429);
  expect(Number(tooMany.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await tooMany.json()).toMatchObject({ resourceType: "OperationOutcome", issue: [{ code: "throttled" }] });
});
