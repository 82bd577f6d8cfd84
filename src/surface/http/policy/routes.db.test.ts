import { expect, test } from "vitest";
import { policyChoices, policySettingsRow, sensitivityList } from "../../../../contract/index.ts";
import { anOrganisation } from "../../../../test/people/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
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

test("nobody signed in gets nothing", async () => {
  for (const url of ["/api/policy/roles", "/api/policy/choices", "/api/policy/sensitivities", "/api/settings/policy"])
    expect((await desk.app.inject({ url })).statusCode, url).toBe(401);
  const tenant: TenantId = await anOrganisation(house);
  expect(tenant).toBeGreaterThan(0);
});
