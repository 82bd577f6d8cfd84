import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../../../../app/query-client.ts";
import { openSession } from "../../../../app/session/session-store.ts";
import { beginChart } from "./begin-chart.ts";

const patientId = "00000000-0000-4000-8000-000000000001";
const asked: string[] = [];
let mayBeSeen = true;

const json = (body: object, status = 200) =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } }));

function answer(path: string): Promise<Response> {
  asked.push(path.split("?")[0] ?? "");
  if (path.startsWith("/api/registration/belonging")) return json({ ids: [] });
  if (!path.startsWith("/fhir/Patient/")) return json({ resourceType: "Bundle", type: "searchset", entry: [] });
  return mayBeSeen ? json({ resourceType: "Patient", id: patientId }) : json({ code: "chart/not-found" }, 404);
}

function signIn(scopes: readonly string[]): void {
  const person = { id: patientId, username: "ada", displayName: "Ada Okafor", role: "clinician" };
  const organisation = { name: "Hill Clinic", shortName: "hill", demonstration: false };
  const lasting = { idleSecondsLeft: 900, absoluteSecondsLeft: 9_000 };
  openSession({ person, organisation, scopes: [...scopes], csrfToken: "token", ...lasting });
}

const settled = () => vi.waitFor(() => expect(queryClient.isFetching()).toBe(0));

beforeEach(() => {
  vi.stubGlobal("fetch", answer);
  vi.stubGlobal("window", { location: { href: "http://127.0.0.1/" } });
});
afterEach(() => {
  vi.unstubAllGlobals();
  queryClient.clear();
  asked.length = 0;
  mayBeSeen = true;
});

test("of somebody whom they may not see nothing else is asked: each of it would be a look that the patient is told of", async () => {
  signIn(["user/*.rs"]);
  mayBeSeen = false;
  await beginChart(patientId, "summary");
  await settled();
  expect(asked.sort()).toEqual(["/api/registration/belonging", `/fhir/Patient/${patientId}`]);
});

test("a page's lists are asked for once the patient is there, as far as the role searches them, and once", async () => {
  signIn(["user/Patient.rs", "user/Flag.rs", "user/Condition.rs", "user/AllergyIntolerance.r"]);
  await beginChart(patientId, "summary");
  await settled();
  expect(asked.slice(2).sort()).toEqual(["/fhir/Condition", "/fhir/Flag"]);
  await beginChart(patientId, undefined);
  await settled();
  expect(asked.length).toBe(4);
});

test("whoever reads no patients asks for nothing", async () => {
  signIn(["user/AuditEvent.rs"]);
  await beginChart(patientId, undefined);
  await settled();
  expect(asked).toEqual([]);
});
