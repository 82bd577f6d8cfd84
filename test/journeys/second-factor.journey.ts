import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { accessibilityFaults, faultsEverywhere } from "./support/audit.ts";
import { anAuthenticator } from "./support/authenticator.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, giveCredentials, insideOf, signInAtDoor, signOut } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let clinician: Account;
let codes: readonly string[];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|account)/] });
  ({ page } = window);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

/** At the second step, with a recovery code in place of the app's. */
async function enterWith(code: string): Promise<void> {
  await page.goto("/sign-in");
  await giveCredentials(page, clinician);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("a wrong code empties its field and says so; the right one lets in", async () => {
  await page.goto("/sign-in");
  await giveCredentials(page, clinician);
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByLabel("Six-digit code").fill("000000");
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Six-digit code").inputValue()).toBe("");
  await page.getByLabel("Six-digit code").fill(await clinician.authenticator.code());
  await insideOf(page).waitFor();
});

test("new recovery codes are shown once, and the page lets go only when they are kept", async () => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  const dialog = page.getByRole("dialog", { name: "Keep your recovery codes" });
  const sheet = dialog.getByRole("region", { name: "Your recovery codes" });
  await sheet.waitFor();
  codes = await sheet.locator("code").allInnerTexts();
  expect(codes.length).toBe(10);
  await page.keyboard.press("Escape");
  expect(await dialog.isVisible()).toBe(true);
  expect(await dialog.getByRole("button", { name: "Go on" }).isDisabled()).toBe(true);
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as a file" }).click();
  expect((await saving).suggestedFilename()).toBe("wardbook-recovery-codes.txt");
  await dialog.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.waitFor({ state: "hidden" });
  for (const code of codes) expect(await page.content()).not.toContain(code);
});

test("a recovery code stands in for the lost phone, once, however it is typed", async () => {
  await signOut(page);
  const [code = ""] = codes;
  await enterWith(` ${code.toLowerCase().replaceAll("-", " ")} `);
  await insideOf(page).waitFor();
  await page.goto("/account");
  await page.getByText("9 codes left").waitFor();
  await signOut(page);
  await enterWith(code);
  await page.getByRole("alert").waitFor();
});

test("another authenticator app works beside the first, and the first can go", async () => {
  await signInAtDoor(page, clinician);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add an authenticator app" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an authenticator app" });
  await dialog.getByLabel("Name").fill("New phone");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await dialog.getByLabel("The code that the app shows now").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  const authenticator = anAuthenticator(await dialog.locator("code").first().innerText());
  await dialog.getByLabel("The code that the app shows now").fill(await authenticator.code());
  await dialog.waitFor({ state: "hidden" });
  const list = page.getByRole("list", { name: "Passkeys and authenticator apps" });
  await list.getByText("New phone").waitFor();
  const old = await list.locator("strong").filter({ hasNotText: "New phone" }).innerText();
  await page.getByRole("button", { name: `Change ${old}` }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Remove/ })
    .click();
  await page.getByRole("button", { name: `Change ${old}` }).waitFor({ state: "detached" });
  await signOut(page);
  await signInAtDoor(page, { ...clinician, authenticator });
});

test("the password is changed under live hints, and the former one opens nothing", async () => {
  await page.goto("/account");
  await page.getByRole("button", { name: "Change the password" }).click();
  const dialog = page.getByRole("dialog", { name: "Change the password" });
  await dialog.getByLabel("Password now").fill(clinician.password);
  await dialog.getByLabel("New password", { exact: true }).fill("Low tide");
  const hints = dialog.getByRole("list", { name: "What the password needs" });
  await hints.getByRole("listitem").filter({ hasText: "12 characters or more: still missing" }).waitFor();
  await dialog.getByLabel("New password", { exact: true }).fill("Low tide at the quay, 6");
  await hints.getByRole("listitem").filter({ hasText: "12 characters or more: done" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByLabel("The same again").fill("Low tide at the quay, 6");
  await dialog.getByRole("button", { name: "Change the password" }).click();
  await dialog.waitFor({ state: "hidden" });
  await signOut(page);
  await giveCredentials(page, clinician);
  await page.getByRole("alert").waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
