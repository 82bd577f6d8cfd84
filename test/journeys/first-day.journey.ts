import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { addPerson } from "./support/administration.ts";
import { banner, chartName, findPatient, openSection } from "./support/chart.ts";
import { enrol, giveCredentials, insideOf, signOut } from "./support/door.ts";
import { type Installation, anInstallation } from "./support/installation.ts";
import { aFullChart, bundleFile } from "./support/records.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let installation: Installation;
let browser: Browser;
let window: Window;
let page: Page;
let temporaryPassword: string;

const patient = aFullChart();
const link = () => installation.serving().setUpLink ?? "";

beforeAll(async () => {
  [installation, browser] = await Promise.all([anInstallation(), launchBrowser()]);
  // What moves, moves for most people: here it does.
  window = await openWindow(browser, installation.origin, {
    reducedMotion: "no-preference",
    refusals: [/^\/api\/set-up$/],
  });
  ({ page } = window);
});

afterAll(async () => {
  await browser?.close();
  await installation?.end();
});

async function describeOrganisation(on: Page): Promise<void> {
  await on.getByRole("button", { name: /Create your organisation/ }).click();
  await on.getByLabel("Name of your organisation").fill("Harbour Physiotherapy");
  await on.getByLabel("Given name").fill("Ines");
  await on.getByLabel("Family name").fill("Rowan");
  await on.getByLabel("Name to sign in with").fill("ines.rowan");
  await on.getByLabel("Password", { exact: true }).fill("Lighthouse-keeper-42");
  await on.getByLabel("The same password again").fill("Lighthouse-keeper-42");
  await on.getByRole("button", { name: "Create the organisation" }).click();
}

async function importFile(name: string, entries: readonly unknown[]): Promise<void> {
  await page.locator("input[type=file]").setInputFiles(bundleFile(name, entries));
}

test("an installation that nobody has set up asks for the token of the one-time link", async () => {
  await page.goto("/");
  await page.waitForURL("**/set-up");
  expect(await page.getByRole("button", { name: /Create your organisation/ }).isDisabled()).toBe(true);
});

test("a wrong token creates nothing", async () => {
  await page.getByLabel("Set-up token").fill("not-the-token");
  await describeOrganisation(page);
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toMatch(/token|link/i);
  expect(await installation.serving().house.identity.organisations.all()).toEqual([]);
});

test("the one-time link leaves the address bar at once", async () => {
  // From the set-up page itself a change of fragment alone would load nothing.
  await page.goto("about:blank");
  await page.goto(link());
  await page.getByRole("button", { name: /Create your organisation/ }).waitFor();
  await page.waitForURL((url) => url.hash === "" && url.search === "");
  expect(await page.getByLabel("Set-up token").count()).toBe(0);
});

test("the first administrator makes the organisation, enrols an authenticator and is in", async () => {
  await describeOrganisation(page);
  await enrol(page);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("banner").innerText()).toContain("Harbour Physiotherapy");
});

test("the link works only once", async () => {
  const late = await openWindow(browser, installation.origin, { refusals: [/^\/api\/set-up$/] });
  await late.page.goto("/set-up#token=anything");
  await describeOrganisation(late.page);
  await late.page.getByRole("alert").waitFor();
  expect((await installation.serving().house.identity.organisations.all()).length).toBe(1);
  await late.close();
});

test("the administrator adds a clinician, and sees the temporary password once", async () => {
  temporaryPassword = await addPerson(page, {
    given: "Tomas",
    family: "Brennan",
    jobTitle: "Physiotherapist",
    role: "Clinician",
  });
  expect(temporaryPassword.length).toBeGreaterThanOrEqual(16);
  await page.reload();
  await page
    .getByRole("row", { name: /BRENNAN, Tomas/ })
    .filter({ hasText: "Awaits first sign-in" })
    .waitFor();
  expect(await page.content()).not.toContain(temporaryPassword);
});

test("a file of records is imported in the browser", async () => {
  await page.goto("/administration/import");
  await importFile("harbour.json", patient.entries);
  const outcome = page.getByRole("region", { name: "Import of harbour.json" });
  await outcome.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  expect(await outcome.getByRole("definition").first().innerText()).toBe(
    patient.entries.length.toLocaleString("en-GB"),
  );
});

test("of a file with a broken entry, the entry is listed with the reason, and the rest comes in", async () => {
  const someone = (family: string, birthDate: string) => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: { resourceType: "Patient", birthDate, name: [{ family }] },
    request: { method: "POST", url: "Patient" },
  });
  await importFile("partly-broken.json", [someone("Whole", "1961-05-03"), someone("Broken", "the third of May")]);
  const outcome = page.getByRole("region", { name: "Import of partly-broken.json" });
  await outcome.getByText("Done, some refused").waitFor({ timeout: 60_000 });
  expect(await outcome.getByRole("definition").allInnerTexts()).toEqual(["1", "0", "0", "1", expect.any(String)]);
  const refused = outcome.getByRole("row").filter({ hasText: "birthDate" });
  expect(await refused.count()).toBe(1);
  expect(await outcome.innerText()).not.toContain("the third of May");
});

test("the same file again changes nothing", async () => {
  await importFile("harbour again.json", patient.entries);
  const outcome = page.getByRole("region", { name: "Import of harbour again.json" });
  await outcome.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  expect(await outcome.getByRole("definition").nth(2).innerText()).toBe(patient.entries.length.toLocaleString("en-GB"));
});

test("the clinician's first sign-in replaces the password and enrols an authenticator", async () => {
  await signOut(page);
  await giveCredentials(page, { username: "tomas.brennan", password: temporaryPassword });
  await page.getByRole("button", { name: /With a password and a code/ }).click();
  await page.getByLabel("New password").fill("Breakwater-stones-77");
  await page.getByLabel("The same again").fill("Breakwater-stones-77");
  await page.getByRole("button", { name: "Continue" }).click();
  await enrol(page);
  expect(await insideOf(page).innerText()).toContain("Tomas Brennan");
});

test("the clinician finds the patient while typing, and the banner says whose chart it is", async () => {
  await findPatient(page, patient);
  expect(await banner(page).innerText()).toContain(chartName(patient));
  expect(await banner(page).innerText()).toMatch(/Born\s+\d\d-[A-Z][a-z]{2}-\d{4}/);
  expect(await banner(page).innerText()).toMatch(/allerg/i);
});

test("the chart's pages hold what was imported", async () => {
  const kinds = {
    Problems: "Current problems",
    Medicines: "Current medicines",
    Allergies: /Allergies/,
    Results: "Results",
    Timeline: "Timeline",
    Notes: "Notes",
  } as const;
  for (const [name, heading] of Object.entries(kinds)) {
    await openSection(page, name, heading);
    expect(await page.getByRole("alert").count(), name).toBe(0);
  }
  const notes = patient.entries.filter(({ resource }) => resource.resourceType === "DocumentReference").length;
  await page.getByRole("main").getByRole("article").first().waitFor();
  expect(await page.locator("main [data-row]").count()).toBe(notes);
});

test("vital signs are plotted, told in a sentence, and tabled with their units", async () => {
  await openSection(page, "Vitals", "Vital signs");
  const main = page.getByRole("main");
  const plot = main.getByRole("group", { name: /, plot\. / }).first();
  await plot.waitFor();
  const sentence = /readings\. (.+)$/.exec((await plot.getAttribute("aria-label")) ?? "")?.[1];
  expect(sentence).toMatch(/\d/);
  expect((await main.innerText()).replaceAll("\u2011", "-")).toContain(sentence?.replaceAll("\u2011", "-"));
  await main
    .getByRole("button", { name: /^Table of \d+$/ })
    .first()
    .click();
  const rows = main.getByRole("table").first().getByRole("row");
  await rows.nth(1).waitFor();
  expect(await main.getByRole("table").first().innerText()).toMatch(
    /\d\d.[A-Z][a-z]{2}.\d{4}.+\d (?:mmHg|kg|°C|%|beats)/,
  );
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
