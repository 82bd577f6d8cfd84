import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signInAtDoor } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let desk: Window;
let forgotten: Window;
let clinician: Account;
let administrator: Account;

const locked = (page: Page) => page.getByRole("dialog", { name: "Sign in to go on" });
const refusals = [/^\/api\//, /^\/fhir\//];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  administrator = await clinic.account("administrator", "Ines", "Rowan");
  desk = await openWindow(browser, clinic.origin, { refusals });
  forgotten = await openWindow(browser, clinic.origin, { refusals });
  await signInAtDoor(forgotten.page, clinician);
  await signInAtDoor(desk.page, clinician);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("every session is listed with what is known of it, and this device is marked", async () => {
  await desk.page.goto("/account/sessions");
  const list = desk.page.getByRole("list", { name: "Sessions" });
  await list.getByText("This device").waitFor();
  expect(await list.getByText("This device").count()).toBe(1);
  expect(await list.getByRole("button", { name: /^End / }).count()).toBeGreaterThanOrEqual(1);
});

test("a session gets a name by which it is known", async () => {
  const { page } = desk;
  await page
    .getByRole("button", { name: /^Name / })
    .first()
    .click();
  await page.getByRole("dialog").getByLabel("Name").fill("Treatment room 2");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("list", { name: "Sessions" }).getByText("Treatment room 2").waitFor();
});

test("all others are ended at once: a forgotten window locks at its next step", async () => {
  const { page } = desk;
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await expect.poll(() => page.getByRole("button", { name: /^End / }).count()).toBe(0);
  await forgotten.page.waitForTimeout(1_000);
  await forgotten.page.getByRole("link", { name: "Patients" }).click();
  await forgotten.page.locator("main [data-search]").fill("ha");
  await locked(forgotten.page).waitFor();
});

test("an administrator ends somebody's sessions, after proving who asks", async () => {
  const office = await openWindow(browser, clinic.origin, { refusals });
  const { page } = office;
  await signInAtDoor(page, administrator);
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Change Maud Ferrier" }).click();
  await page.getByRole("menuitem", { name: "Sessions…" }).click();
  const dialog = page.getByRole("dialog", { name: "Sessions of Maud Ferrier" });
  await dialog.getByText("Treatment room 2").waitFor();
  await dialog.getByRole("button", { name: "End all sessions of Maud Ferrier" }).click();
  await dialog.getByText("Maud Ferrier isn’t signed in anywhere.").waitFor();
  await desk.page.waitForTimeout(1_000);
  await desk.page.getByRole("link", { name: "Apps" }).click();
  await locked(desk.page).waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect([...desk.complaints, ...forgotten.complaints]).toEqual([]);
});
