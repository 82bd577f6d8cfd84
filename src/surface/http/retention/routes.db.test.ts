import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { appraisal, appraisalList, legalHold, planRun, problem, retentionState } from "../../../../contract/index.ts";
import {
  aClient,
  aClinician,
  aDesk,
  aHouse,
  anAdministrator,
  anOrganisation,
  aPatient,
} from "../../../../test/people/index.ts";
import { openRetention, retentionSettings } from "../../../assurance/retention/index.ts";
import type { Caller } from "../../../custody/access/index.ts";
import { openDecisions, openSignatures } from "../../../custody/signatures/index.ts";
import type { Settings } from "../../../custody/identity/index.ts";
import { retentionRoutes } from "./index.ts";

const house = await aHouse();
let stored: unknown;
const settings: Settings = {
  get: async (_tenant, kind) => kind.parse(stored),
  change: async (_actor, _tenant, kind, make) => kind.parse((stored = make(kind.parse(stored)).value)),
};
const failures: unknown[] = [];
const retention = openRetention({
  db: house.db,
  chart: house.chart,
  vault: (tenant) => house.keyring.vault(tenant),
  settings: async () => retentionSettings.parse(stored),
  record: async () => ["1.0"],
  decisions: openDecisions({
    signatures: openSignatures({ ...house, recordKey: async () => undefined }),
    now: house.now,
    confirmSigner: async () => async () => undefined,
  }),
  patientLabel: async () => "Nora Halloran",
  destroyPatient: async (_tenant, _patient, why) => ({
    kind: "destroyed",
    at: house.now(),
    certificate: `keys: ${why}`,
  }),
  certify: async (_tenant, text) => `${text}\n— signed`,
  retained: async () => [],
  newId: randomUUID,
  now: house.now,
});
const onFailure = (error: unknown) => failures.push(error);
const { app, as } = await aDesk(
  (authenticate) => (instance) =>
    retentionRoutes(instance, { retention, settings, authenticate, now: house.now, onFailure }),
);
const call = (caller: Caller, method: "GET" | "POST" | "PUT", url: string, payload: object = {}) =>
  app.inject({ method, url, headers: as(caller), ...(method === "GET" ? {} : { payload }) });
const code = (answer: { json(): unknown }) => problem.parse(answer.json()).code;

test("an officer chooses the law, plans, places and lifts; everybody else is told that it isn't for them", async () => {
  const tenant = await anOrganisation(house);
  const patient = (await house.chart.create(aClinician(tenant), "Patient", aPatient())).value.id;
  const stale: Caller = { ...anAdministrator(tenant), permissions: new Set(["retention.manage"]) };
  const officer: Caller = { ...stale, id: randomUUID(), provenAt: house.now() };
  const program: Caller = { ...aClient(tenant, "system/*.rs"), permissions: new Set(["retention.manage"]) };
  for (const caller of [aClinician(tenant), program])
    for (const [method, url] of [
      ["GET", "/api/retention"],
      ["PUT", "/api/retention/settings"],
      ["POST", "/api/retention/holds"],
      ["POST", "/api/retention/holds/1/lift"],
      ["POST", "/api/retention/plan"],
      ["GET", "/api/retention/plan"],
      ["GET", "/api/retention/appraisals"],
      ["POST", `/api/retention/appraisals/${randomUUID()}`],
      ["POST", `/api/retention/appraisals/${randomUUID()}/approve`],
      ["GET", `/api/retention/appraisals/${randomUUID()}/certificate.txt`],
    ] as const)
      expect((await call(caller, method, url)).statusCode, `${caller.name} ${url}`).toBe(403);

  const choice = { jurisdictions: ["GB-ENG"], services: [] };
  expect(code(await call(stale, "PUT", "/api/retention/settings", choice))).toBe("session/step-up-needed");
  expect(code(await call(officer, "PUT", "/api/retention/settings", { ...choice, services: ["spa"] }))).toBe(
    "retention/bad-settings",
  );
  const saved = retentionState.parse((await call(officer, "PUT", "/api/retention/settings", choice)).json());
  expect(saved.choice).toEqual(choice);

  const scope = { kind: "patient", patient };
  const why = "claim 2026-114";
  for (const [payload, status] of [
    [{ scope, why: "no" }, 400],
    [{ scope: { kind: "patient", patient: "x" }, why }, 400],
    [{ scope: { kind: "patient", patient: randomUUID() }, why }, 404],
    [{ scope: { ...scope, kind: "record", record: `Observation/${randomUUID()}` }, why }, 404],
  ] as const)
    expect((await call(officer, "POST", "/api/retention/holds", payload)).statusCode).toBe(status);
  const placed = legalHold.parse((await call(officer, "POST", "/api/retention/holds", { scope, why })).json());
  expect(placed).toMatchObject({ number: 1, scope, why });

  expect((await call(officer, "POST", "/api/retention/plan")).statusCode).toBe(202);
  const ready = async () => planRun.parse((await call(officer, "GET", "/api/retention/plan")).json());
  await expect.poll(async () => (await ready()).state, { timeout: 30_000 }).toBe("done");
  expect((await ready()).plan).toMatchObject({ patientsInAll: 1, undated: { held: { records: 1, patients: 1 } } });

  const named = retentionState.parse((await call(officer, "GET", "/api/retention")).json());
  expect(named.holds.map(({ patientLabel }) => patientLabel)).toEqual(["Nora Halloran"]);
  const lift = (number: number | string, caller = officer) =>
    call(caller, "POST", `/api/retention/holds/${number}/lift`, { why: "claim settled" });
  expect(code(await lift(1, stale))).toBe("session/step-up-needed");
  expect((await lift("99999999999")).statusCode).toBe(400);
  expect(code(await lift(2))).toBe("retention/unknown-hold");
  expect(legalHold.parse((await lift(1)).json()).lifted).toMatchObject({ why: "claim settled" });
  const state = retentionState.parse((await call(officer, "GET", "/api/retention")).json());
  expect(state.holds.map(({ lifted }) => lifted?.by)).toEqual([officer.name]);
  expect(failures).toEqual([]);
});

test("two officers decide on what is due, each after a fresh proof, and the certificate can be had in both forms", async () => {
  const tenant = await anOrganisation(house);
  stored = { jurisdictions: ["DE"] };
  await house.chart.create(aClinician(tenant), "Patient", aPatient());
  house.wait(11 * 366 * 86_400_000);
  const anOfficer = (): Caller => ({
    ...anAdministrator(tenant),
    permissions: new Set(["retention.manage"]),
    provenAt: house.now(),
  });
  const [first, second] = [anOfficer(), anOfficer()];
  await call(first, "POST", "/api/retention/plan", { queue: true });
  const run = async () => planRun.parse((await call(first, "GET", "/api/retention/plan")).json());
  await expect.poll(async () => (await run()).queued, { timeout: 30_000 }).toEqual({ queued: 1, gone: 0 });
  const list = async (which: string) => {
    const answer = await call(first, "GET", `/api/retention/appraisals?which=${which}`);
    return appraisalList.parse(answer.json()).appraisals;
  };
  const [due] = await list("open");
  const at = `/api/retention/appraisals/${due?.id}`;
  expect(due).toMatchObject({ state: "queued", patientLabel: "Nora Halloran", altered: false, hasCertificate: false });

  const why = "no further need";
  const stale = { ...anOfficer(), provenAt: undefined };
  for (const path of [at, `${at}/approve`])
    expect(code(await call(stale, "POST", path, { event: "propose", why }))).toBe("session/step-up-needed");
  expect((await call(first, "POST", at, { event: "burn", why })).statusCode).toBe(400);
  expect(code(await call(first, "POST", at, { event: "keep", why, until: "2026-01-01" }))).toBe("retention/bad-date");
  expect(code(await call(first, "GET", `${at}/certificate.json`))).toBe("retention/unknown-appraisal");
  expect((await call(first, "POST", at, { event: "propose", why })).statusCode).toBe(200);
  expect(code(await call(first, "POST", `${at}/approve`, { why }))).toBe("retention/four-eyes");
  const done = appraisal.parse((await call(second, "POST", `${at}/approve`, { why })).json());
  expect(done).toMatchObject({ state: "destroyed", hasCertificate: true });
  expect(done.patientLabel).toBeUndefined();
  const certificate = async (form: string) => (await call(first, "GET", `${at}/certificate.${form}`)).body;
  expect(await certificate("txt")).toContain("wardbook certificate of a record's destruction");
  expect(JSON.parse(await certificate("json"))).toMatchObject({
    format: "wardbook-destruction/1",
    records: { Patient: 1 },
  });
  expect((await call(first, "GET", `${at}/certificate.pdf`)).statusCode).toBe(400);
  expect((await list("over")).map(({ state }) => state)).toEqual(["destroyed"]);
});
