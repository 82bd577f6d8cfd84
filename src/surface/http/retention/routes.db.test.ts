import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { legalHold, planRun, problem, retentionState } from "../../../../contract/index.ts";
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
  record: async () => undefined,
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
