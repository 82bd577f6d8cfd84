import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, giveCredentials, insideOf, signInAtDoor } from "./support/door.ts";
import { settled } from "./support/follow.ts";
import { noteText, writeOn } from "./support/note.ts";
import { endSessionOf, leaveFor } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let clinician: Account;

const words = "Typed before the session ended.";
const moreWords = " And after.";

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:account|drafts|session)/, /^\/fhir\//] });
  ({ page } = window);
  await signInAtDoor(page, clinician);
  await findPatient(page, clinic.patient);
  await openSection(page, "Notes", "Notes");
  await page.getByRole("link", { name: "Write a note" }).first().click();
  await writeOn(page, words);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("two minutes before a session ends it asks whether somebody is there, and goes on where it was", async () => {
  const absent = await openWindow(browser, clinic.origin);
  await absent.page.clock.install();
  await signInAtDoor(absent.page, clinician);
  // What the first page still asks would count as being there.
  await settled(absent.page);
  // What an organisation has that never decided otherwise.
  const minutes = 30;
  await leaveFor(minutes * 60 - 90, absent.page, clinic);
  await absent.page.clock.fastForward((minutes * 60 - 90) * 1000);
  const warning = absent.page.getByRole("dialog", { name: "Are you still there?" });
  expect(await warning.getByRole("timer").innerText()).toMatch(/^1:[0-3]\d$/);
  await warning.getByRole("button", { name: "Stay signed in" }).click();
  await warning.waitFor({ state: "hidden" });
  expect(absent.complaints).toEqual([]);
  await absent.close();
});

test("a session that ended locks the page over what was typed", async () => {
  await endSessionOf(page, clinic);
  await noteText(page).press("Control+End");
  await noteText(page).pressSequentially(moreWords);
  await page.getByRole("dialog", { name: "Sign in to go on" }).waitFor();
  expect(await noteText(page).inputValue()).toBe(words + moreWords);
  expect(await noteText(page).isVisible()).toBe(false);
});

test("the same person signs in again in place, and every word is still there and goes to the server", async () => {
  const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
  expect(await dialog.getByLabel("Name to sign in with").inputValue()).toBe(clinician.username);
  await dialog.getByLabel("Password", { exact: true }).fill(clinician.password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByLabel("Six-digit code").fill(await clinician.authenticator.code());
  await dialog.waitFor({ state: "hidden" });
  await page
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor();
  expect(await noteText(page).inputValue()).toBe(words + moreWords);
  await page.reload();
  await noteText(page).waitFor();
  expect(await noteText(page).inputValue()).toBe(words + moreWords);
});

test("signing out in one window locks the others out", async () => {
  const second = await window.context.newPage();
  await second.goto("/patients");
  await insideOf(second).click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await second.close();
});

test("a wrong password and an unknown name are refused in the same words", async () => {
  await page.goto("/sign-in");
  await giveCredentials(page, { username: "nobody.at-all", password: "Something-wrong-1" });
  const unknown = await page.getByRole("alert").innerText();
  await page.reload();
  await giveCredentials(page, { username: clinician.username, password: "Something-wrong-1" });
  expect(await page.getByRole("alert").innerText()).toBe(unknown);
  // What was typed stays, but for the password.
  expect(await page.getByLabel("Name to sign in with").inputValue()).toBe(clinician.username);
  expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
});

test("after the fifth wrong password even the right one is refused, with the time to wait and whom to ask", async () => {
  const locked = await clinic.account("clinician", "Otto", "Larsen");
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const refused = page.waitForResponse(
      (response) => response.url().endsWith("/api/session") && response.request().method() === "POST",
    );
    await Promise.all([
      refused,
      giveCredentials(page, { username: locked.username, password: `Something-wrong-${attempt}` }),
    ]);
    await page.getByRole("button", { name: "Continue" }).and(page.locator(":not([data-loading])")).waitFor();
  }
  await giveCredentials(page, locked);
  await page
    .getByText(
      /Too many failed attempts for this user name\. Try again in \d+ minutes, use a passkey, or ask an administrator to unlock it\./,
    )
    .waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
