import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { policyChoices, policySettingsRow, sensitivityList } from "../../../../contract/index.ts";
import { anOrganisation } from "../../../../test/people/index.ts";
import { aStanding } from "../../../../test/people/standing.ts";
import type { Caller } from "../../../custody/access/index.ts";
import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import { policyAtWork } from "./testing/policy-at-work.ts";

const { house, desk, policy, aClinic, call, resetSettings } = await policyAtWork();

test("choices, sensitivities and settings", async () => {
  const { manager, clinician } = await aClinic();
  const choices = policyChoices.parse((await call(clinician, "GET", "/api/policy/choices")).json());
  expect(choices.roles).toHaveLength(15);
  expect(choices.permissions.map(({ code }) => code)).toContain("roles.manage");
  const list = sensitivityList.parse((await call(clinician, "GET", "/api/policy/sensitivities")).json());
  expect(list.categories.map(({ code }) => code)).toEqual(["PSY", "SEX", "ETH", "HIV", "SDV"]);
  for (const { lists } of list.categories) for (const { source } of lists) expect(source.length).toBeGreaterThan(10);

  const next = { daysBeforeAppointment: 3, daysAfterAppointment: 14, timeZone: "Europe/London" };
  expect(policySettingsRow.parse((await call(manager, "PUT", "/api/settings/policy", next)).json())).toEqual(next);
  expect(await policy.settingsOf(manager.tenant)).toEqual(next);
  const wrong = await call(manager, "PUT", "/api/settings/policy", { ...next, timeZone: "Mars/Olympus" });
  expect([wrong.statusCode, wrong.json().path]).toEqual([422, "timeZone"]);
  resetSettings();
});

test("of each sensitivity it is said which roles are cleared for it, of those that see such records, and whether one is oneself", async () => {
  const { clinician } = await aClinic();
  const ask = async (caller: Caller, query = "") => {
    const answer = await call(caller, "GET", `/api/policy/sensitivities${query}`);
    return new Map(sensitivityList.parse(answer.json()).categories.map((one) => [one.code, one]));
  };
  const [any, conditions] = [await ask(clinician), await ask(clinician, "?type=Condition")];
  expect(any.get("PSY")?.seenBy).toEqual(expect.arrayContaining(["Administrator", "Clinician", "Patient"]));
  expect(conditions.get("PSY")?.seenBy).toContain("Clinician");
  for (const blind of ["Administrator", "Nurse", "Front desk", "Auditor"])
    expect(conditions.get("PSY")?.seenBy).not.toContain(blind);
  expect(conditions.get("HIV")?.seenBy).toContain("Nurse");
  const cleared = (list: typeof any) => [...list.values()].filter((one) => one.isCleared).map(({ code }) => code);
  expect(cleared(any)).toEqual(["PSY", "SEX", "ETH", "HIV", "SDV"]);
  const nurse: Caller = { ...clinician, clearances: ["HIV", "SDV"] };
  expect(cleared(await ask(nurse))).toEqual(["HIV", "SDV"]);
  const grant = { id: "g", patient: randomUUID() as ResourceId, from: 0, until: 1 };
  const inEmergency = (clearances?: readonly string[]): Caller => ({
    ...nurse,
    standing: aStanding({ brokenGlass: () => [{ ...grant, clearances }] }),
  });
  expect(cleared(await ask(inEmergency(["PSY"])))).toEqual(["PSY", "HIV", "SDV"]);
  expect(cleared(await ask(inEmergency()))).toHaveLength(5);
  expect((await call(clinician, "GET", "/api/policy/sensitivities?type=Chart")).statusCode).toBe(400);
});

test("nobody signed in gets nothing", async () => {
  for (const url of ["/api/policy/roles", "/api/policy/choices", "/api/policy/sensitivities", "/api/settings/policy"])
    expect((await desk.app.inject({ url })).statusCode, url).toBe(401);
  const tenant: TenantId = await anOrganisation(house);
  expect(tenant).toBeGreaterThan(0);
});
