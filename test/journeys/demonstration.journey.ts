import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type DemonstrationRole, demonstrationPeople, enterAtDoorAs, enterAsSomebody } from "./support/door.ts";
import { type Installation, aDemonstration } from "./support/installation.ts";
import { fhirAs } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

let demonstration: Installation;
let browser: Browser;
const windows: Window[] = [];

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([aDemonstration(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.end();
});

async function windowOf(role: DemonstrationRole): Promise<Window> {
  const window = await openWindow(browser, demonstration.origin);
  windows.push(window);
  await enterAtDoorAs(window.page, role);
  return window;
}

let sharedWindow: Window | undefined;

/** Enters as somebody of this role, past the door's own page, at a computer that others have used. */
async function windowOfSomebody(role: string): Promise<Window> {
  if (sharedWindow === undefined) windows.push((sharedWindow = await openWindow(browser, demonstration.origin)));
  await sharedWindow.context.clearCookies();
  await enterAsSomebody(sharedWindow.page, role);
  return sharedWindow;
}

test("the front door offers one person of each kind, without a password", async () => {
  const { page } = await openWindow(browser, demonstration.origin);
  await page.goto("/");
  for (const name of Object.values(demonstrationPeople)) await page.getByRole("button", { name }).waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
});

test("a clinician lands on today's list, and is offered patients but not the house", async () => {
  const { page } = await windowOf("clinician");
  await page.getByRole("heading", { level: 1, name: "My list today" }).waitFor();
  const sections = page.getByRole("navigation", { name: "Sections" });
  expect(await sections.getByRole("link").allInnerTexts()).toEqual(["Home", "Messages", "Patients", "Desk"]);
});

test("the front desk lands on the day's board, opens a chart without clinical pages, and gets no clinical data from the server", async () => {
  const { page } = await windowOf("front-desk");
  const answers: string[] = [];
  page.on("response", (response) => {
    if (
      response.ok() &&
      /\/fhir\/(?:Condition|Observation|AllergyIntolerance|Medication|DocumentReference|DiagnosticReport|Flag|Procedure|Immunization)/.test(
        response.url(),
      )
    )
      answers.push(response.url());
  });
  await page.getByRole("heading", { level: 1, name: "Today’s board" }).waitFor();
  await page.goto("/patients?find=o");
  await page.getByRole("textbox", { name: /Find a patient/ }).fill("ha");
  await page.locator("main a[data-row]").first().click();
  const sections = page.getByRole("navigation", { name: "Chart sections" });
  await sections.waitFor();
  await page.waitForLoadState("networkidle");
  const offered = await sections.getByRole("link").allInnerTexts();
  for (const clinical of ["Problems", "Medicines", "Allergies", "Results", "Vitals", "Notes"])
    expect(offered).not.toContain(clinical);
  expect(answers).toEqual([]);
  const patientId = /patients\/([^/?]+)/.exec(page.url())?.[1] ?? "";
  for (const type of [
    "Condition",
    "Observation",
    "AllergyIntolerance",
    "MedicationRequest",
    "DocumentReference",
    "DiagnosticReport",
  ]) {
    expect((await fhirAs(page, `${type}?patient=${patientId}`)).status, type).toBe(403);
  }
  expect((await fhirAs(page, `Patient/${patientId}`)).status).toBe(200);
});

test("an auditor checks the ledger and sees who looked at a record, but not the record", async () => {
  const clinician = await windowOf("clinician");
  // Not from the day's list: nobody is booked on a Sunday.
  await clinician.page.goto("/patients?find=ha");
  await clinician.page.locator("main a[data-row]").first().click();
  await clinician.page.getByRole("navigation", { name: "Chart sections" }).waitFor();
  const patientId = /patients\/([^/?]+)/.exec(clinician.page.url())?.[1] ?? "";
  const { page } = await windowOf("auditor");
  await page.getByRole("button", { name: "Verify now" }).click();
  await page.getByText("Sound.", { exact: true }).waitFor();
  await page.goto("/administration/ledger");
  await page.getByText("This installation sends no mail.").waitFor();
  await page.getByText("Entries are kept for 7 years. None was pruned yet.").waitFor();
  // On paper the checkpoint is alone.
  await page.emulateMedia({ media: "print" });
  const headings = await page.getByRole("main").getByRole("heading").allInnerTexts();
  expect(headings.map((words) => words.split(" of ")[0])).toEqual(["Checkpoint"]);
  await page.emulateMedia({ media: "screen" });
  await page.goto("/");
  await page.getByLabel("Record id").fill(patientId);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page
    .getByRole("button", { name: /Amara Osei opened the chart/ })
    .first()
    .waitFor();
  expect((await fhirAs(page, `Patient/${patientId}`)).status).toBe(403);
});

test("an administrator runs the house: people, roles, clients, ledger and import, and reads no patient's record", async () => {
  const { page } = await windowOf("administrator");
  await page.getByRole("heading", { level: 1, name: "State of the house" }).waitFor();
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "House" }).click();
  for (const [name, heading] of [
    ["Roles", /Roles/],
    ["API clients", "API clients"],
    ["Ledger", "Ledger"],
    ["Import", "Import"],
    ["People", "People"],
  ] as const) {
    await page.getByRole("main").getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  await page.getByRole("row", { name: /OSEI, Amara/ }).waitFor();
  expect((await fhirAs(page, "Patient?name=a")).status).toBe(403);
});

test.each([
  "therapist",
  "prescriber",
  "nurse",
  "care-assistant",
  "pharmacist",
  "biller",
  "owner",
  "privacy-officer",
  "vendor",
])("a %s lands on a page of theirs, where nothing is refused", async (role) => {
  const { page, complaints } = await windowOfSomebody(role);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("alert").allInnerTexts()).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([
  ["patient", "My record"],
  ["family-member", "My relative’s record"],
])("a %s finds the one record that is theirs to see, and opens it", async (role, title) => {
  const { page } = await windowOfSomebody(role);
  await page.getByRole("heading", { level: 1, name: title }).waitFor();
  await page.getByText(/^Record of /).waitFor();
  await page.getByRole("link", { name: "The whole record, as those who treat you see it" }).click();
  await page.getByRole("navigation", { name: "Chart sections" }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("alert").allInnerTexts()).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
