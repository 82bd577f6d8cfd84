import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody acts for a patient: recorded by one, confirmed by another, seen and ended by the patient.
let clinic: Clinic;
let browser: Browser;
const windows: Window[] = [];
let officer: Page;
let owner: Page;
let patient: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const people = [
    await clinic.account("privacy-officer", "Ines", "Rowan"),
    await clinic.account("owner", "Odile", "Marsh"),
    await clinic.account("patient", "Nora", "Halloran", patientOf(clinic)),
  ] as const;
  [officer, owner, patient] = await Promise.all([enter(people[0]), enter(people[1]), enter(people[2])]);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(account: Account): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|proxies)/] });
  windows.push(window);
  await signIn(window.page, account);
  return window.page;
}

/** "Patient/…" */
function patientOf({ patient: { entries } }: Clinic): string {
  const found = entries.find(({ resource }) => resource.resourceType === "Patient")?.fullUrl ?? "";
  return found.replace("urn:uuid:", "Patient/");
}

const entry = (page: Page) => page.getByRole("main").getByRole("listitem").filter({ hasText: "Mara Okafor" }).first();

test("one records who acts for a patient, with the proof that was seen and an end", async () => {
  await officer.goto("/proxies");
  await officer.getByText("Nobody acts for a patient").waitFor();
  await officer.getByRole("button", { name: "Record one…" }).click();
  const dialog = officer.getByRole("dialog", { name: "Record who acts for a patient" });
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await dialog.getByText("Find the patient.").waitFor();
  await dialog.getByRole("combobox", { name: "The patient" }).fill(clinic.patient.family);
  await officer
    .getByRole("option", { name: new RegExp(clinic.patient.family, "i") })
    .first()
    .click();
  await dialog.getByLabel("Given name").fill("Mara");
  await dialog.getByLabel("Family name").fill("Okafor");
  await dialog.getByLabel("User name").fill("mara.okafor");
  await dialog.getByLabel("To the patient they are").fill("deputy");
  await chooseFrom(officer, dialog.getByRole("combobox", { name: "By what right" }), /^Guardian or deputy/);
  await chooseFrom(officer, dialog.getByRole("combobox", { name: "Proof that you saw" }), /^Court order/);
  await dialog.getByLabel("Its number, or where a copy lies").fill("CP 12/2026");
  await dialog.getByLabel("Last day").fill("2001-01-01");
  expect(await faultsEverywhere(officer)).toEqual([]);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await dialog.getByText(/^The last day isn.t before the first/).waitFor();
  const nextYear = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel("Last day").fill(nextYear);
  await dialog.getByRole("button", { name: "Record", exact: true }).click();
  await dialog.getByText("Hand this password to Mara Okafor.").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await officer.getByText("To confirm").click();
  await entry(officer).getByText("Awaits a second person").waitFor();
  expect(
    await entry(officer)
      .getByRole("button", { name: /^Confirm/ })
      .count(),
  ).toBe(0);
  expect(await faultsEverywhere(officer)).toEqual([]);
  expect(await unseenFocus(officer, 14)).toEqual([]);
});

test("another confirms it, and the patient sees who acts for them and ends it", async () => {
  await owner.goto("/proxies");
  await owner.getByText("To confirm").click();
  await entry(owner)
    .getByRole("button", { name: /^Confirm/ })
    .click();
  const dialog = owner.getByRole("dialog", { name: "Confirm" });
  await dialog.getByText("Court order CP 12/2026, seen by Ines Rowan", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Confirm", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await patient.goto("/who-acts-for-me");
  await entry(patient).getByText("In force").waitFor();
  expect(await entry(patient).innerText()).toContain("Court order, seen by Ines Rowan");
  expect(await faultsEverywhere(patient)).toEqual([]);
  await entry(patient)
    .getByRole("button", { name: /^End it/ })
    .click();
  await entry(patient).getByText("Ended", { exact: true }).waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
