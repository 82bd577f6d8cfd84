import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anImporter } from "../support/house.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { load, settled } from "./support/follow.ts";
import { type Window, openWindow } from "./support/window.ts";

// A consent that came from elsewhere isn't understood: the officer is told, and finds what to do.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { chart, policy } = clinic.serving().house;
  const patient = "urn:uuid:5a0c9f3e-1d1f-4c1c-9d2b-0b2f6a3c7e11";
  const { refused } = await chart.importTogether(anImporter(clinic.organisation), [
    {
      fullUrl: patient,
      resource: {
        resourceType: "Patient",
        name: [{ family: "Halloran", given: ["Nora"] }],
        birthDate: "1948-02-29",
      },
    },
    {
      fullUrl: "urn:uuid:0f3b8d52-8f0e-4f7c-8a61-7f0a52f0f0a2",
      resource: {
        resourceType: "Consent",
        status: "active",
        scope: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/consentscope", code: "patient-privacy" }] },
        category: [{ coding: [{ system: "http://loinc.org", code: "59284-0" }] }],
        patient: { reference: patient },
        dateTime: "2026-03-07T09:00:00Z",
        policyRule: { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-ActCode", code: "OPTIN" }] },
        provision: { provision: [{ type: "deny", purpose: [{ system: "urn:somewhere", code: "sometimes" }] }] },
      },
    },
  ]);
  expect(refused).toEqual([]);
  // What policies say is remembered for a moment, and the tasks are made from that.
  policy.forget(clinic.organisation);
  const officer = await clinic.account("privacy-officer", "Ines", "Rowan");
  window = await openWindow(browser, clinic.origin, {});
  page = window.page;
  await signIn(page, officer);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("the officer has a task for it, which leads to what is not understood and what is done instead", async () => {
  const task = page.getByRole("listitem").filter({ hasText: "Set right 1 consent that can’t be understood" });
  // The server sweeps, too, and leaves nothing to a second one meanwhile.
  await expect
    .poll(async () => {
      await clinic.serving().house.governance.sweep(clinic.organisation);
      await load(page, "/tasks");
      await settled(page);
      return task.count();
    })
    .toBe(1);
  await task.getByRole("link", { name: /^Look/ }).click();
  const list = page.getByRole("list", { name: "Consents that can’t be understood" });
  await list.getByText("A purpose is not a code of HL7.", { exact: false }).waitFor();
  await list.getByText(/^Next: ask the patient what is meant/).waitFor();
  // Whose it is, the chart says, and the ledger knows who looked.
  expect(await page.getByRole("main").innerText()).not.toMatch(/halloran/i);
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 12)).toEqual([]);
});

test("how long an appointment opens a record is set, and kept after leaving", async () => {
  await page.goto("/relations");
  const after = page.getByLabel("and after it for");
  await after.fill("14");
  await page.getByRole("combobox", { name: "Rotas are written in the time of" }).fill("Europe/Nowhere");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("That is no time zone.", { exact: false }).waitFor();
  expect(await after.inputValue()).toBe("14 days");
  await page.getByRole("combobox", { name: "Rotas are written in the time of" }).fill("Europe/London");
  await page.keyboard.press("Escape");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Kept.", { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => after.inputValue()).toBe("14 days");
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints.filter((complaint) => !complaint.includes("/api/settings/policy"))).toEqual([]);
});
