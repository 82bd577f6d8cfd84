import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { addPerson } from "./support/administration.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { giveCredentials, insideOf, keepCodes, signInAtDoor, signOut } from "./support/door.ts";
import { type Device, aDevice } from "./support/passkeys.ts";
import { endSessionOf, outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let device: Device;
let temporaryPassword: string;
let codes: readonly string[];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const administrator = await clinic.account("administrator", "Ines", "Rowan");
  const office = await openWindow(browser, clinic.origin);
  await signInAtDoor(office.page, administrator);
  temporaryPassword = await addPerson(office.page, {
    given: "Tomas",
    family: "Brennan",
    jobTitle: "Physiotherapist",
    role: "Clinician",
  });
  await office.close();
  // Of sessions that end, and what the first page had asked when one did.
  const refusals = [/^\/api\/(?:session|account)/, /^\/fhir\/(?:DocumentReference|ServiceRequest|Appointment)$/];
  window = await openWindow(browser, clinic.origin, { refusals });
  ({ page } = window);
  device = await aDevice(page);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

/** Touched only once the page has made its offer: a touched device would take that up. */
async function oneTouch(on: Device): Promise<void> {
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.waitFor();
  await page.waitForLoadState("networkidle");
  await on.touch(true);
  await button.click();
}

test("a newcomer makes a passkey with one touch, and never has to think up a password", async () => {
  await page.goto("/sign-in");
  await giveCredentials(page, { username: "tomas.brennan", password: temporaryPassword });
  await page.getByRole("heading", { name: "Make this sign-in yours" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await device.touch(true);
  await page.getByRole("button", { name: /With a passkey/ }).click();
  await page.getByRole("region", { name: "Your recovery codes" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  codes = await keepCodes(page);
  await device.touch(false);
  expect(codes.length).toBe(10);
  expect(new Set(codes).size).toBe(10);
  expect(await device.count()).toBe(1);
  expect(await insideOf(page).innerText()).toContain("Tomas Brennan");
});

test("the account says so: one passkey, ten codes, no password", async () => {
  await insideOf(page).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await page.getByRole("heading", { level: 1, name: "Signing in" }).waitFor();
  const list = page.getByRole("list", { name: "Passkeys and authenticator apps" });
  await list.waitFor();
  expect(await list.getByText("Passkey", { exact: true }).count()).toBe(1);
  await page.getByText("10 codes left").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Set a password" }).waitFor();
});

test("signing in again takes one touch, with nothing typed", async () => {
  await signOut(page);
  await oneTouch(device);
  await insideOf(page).waitFor();
  await device.touch(false);
});

test("the browser also offers the passkey below the name field", async () => {
  await signOut(page);
  // This device answers an offer at once, where a person would choose from the list.
  await device.touch(true);
  await page.reload();
  await insideOf(page).waitFor();
  await device.touch(false);
});

test("a session that ended is taken up in place with one touch", async () => {
  await page.goto("/account");
  await page.getByRole("heading", { level: 1, name: "Signing in" }).waitFor();
  await endSessionOf(page, clinic);
  const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
  const elsewhere = page.getByRole("link", { name: "Sessions" });
  // What the page asks for by itself may have found out before.
  await Promise.race([elsewhere.click().catch(() => dialog.waitFor()), dialog.waitFor()]);
  await dialog.waitFor();
  expect(await page.title()).toBe("Locked · Wardbook");
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await page.locator("#root").innerText()).toBe("");
  await device.touch(true);
  await dialog.getByRole("button", { name: "Sign in with a passkey" }).click();
  await dialog.waitFor({ state: "hidden" });
  await device.touch(false);
  await elsewhere.click();
  await page.getByText("This device").waitFor();
  expect(await page.title()).toBe("Sessions · Wardbook");
});

test("a second passkey gets a name of its own, and the only one left can't be removed", async () => {
  await page.goto("/account");
  const list = page.getByRole("list", { name: "Passkeys and authenticator apps" });
  const first = await list.locator("strong").innerText();
  await page.getByRole("button", { name: `Change ${first}` }).click();
  await page.getByRole("menuitem", { name: "Give it another name…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Treatment room laptop");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await list.getByText("Treatment room laptop").waitFor();
  await page.getByRole("button", { name: "Change Treatment room laptop" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  const dialog = page.getByRole("dialog", { name: "Remove Treatment room laptop" });
  await dialog.getByRole("button", { name: /^Remove/ }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await list.getByText("Treatment room laptop").count()).toBe(1);
  await dialog.getByRole("button", { name: "Cancel" }).click();
});

test("an act of weight takes one touch too, and then goes on by itself", async () => {
  await outdateProofOf(page, clinic);
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  const stepUp = page.getByRole("dialog", { name: "Is it still you?" });
  await device.touch(true);
  await stepUp.getByRole("button", { name: "Use your passkey" }).click();
  await stepUp.waitFor({ state: "hidden" });
  await device.touch(false);
  const sheet = page.getByRole("region", { name: "Your recovery codes" });
  await sheet.waitFor();
  const fresh = await sheet.locator("code").allInnerTexts();
  expect(fresh.filter((code) => codes.includes(code))).toEqual([]);
  await page.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await page.getByRole("button", { name: "Go on" }).click();
});

test("a device that was lost lets nobody in, in words that help", async () => {
  await signOut(page);
  await device.lose();
  const stranger = await aDevice(page);
  await oneTouch(stranger);
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toMatch(/^[A-Z].+(again|another way)/);
  await stranger.lose();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
