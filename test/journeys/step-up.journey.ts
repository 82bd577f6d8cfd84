import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signInAtDoor } from "./support/door.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let administrator: Account;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  administrator = await clinic.account("administrator", "Ines", "Rowan");
  await clinic.account("clinician", "Maud", "Ferrier");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:people|session)/] });
  ({ page } = window);
  await signInAtDoor(page, administrator);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const stepUp = () => page.getByRole("dialog", { name: "Is it still you?" });

async function chooseAnotherRole(): Promise<void> {
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Change Maud Ferrier" }).click();
  await page.getByRole("menuitem", { name: "Change the role…" }).click();
  const dialog = page.getByRole("dialog", { name: /role of Maud Ferrier/i });
  await chooseFrom(page, dialog.getByRole("combobox", { name: /^Role of/ }), "Front desk");
  await page
    .getByRole("dialog", { name: /role of Maud Ferrier/i })
    .getByRole("button", { name: "Change the role" })
    .click();
}

test("an act of weight asks again who is there, and without an answer nothing is done", async () => {
  await outdateProofOf(page, clinic);
  await chooseAnotherRole();
  await stepUp().waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await stepUp().waitFor({ state: "hidden" });
  // What was chosen is still there, beside the refusal.
  expect(
    await page
      .getByRole("dialog")
      .getByRole("combobox", { name: /^Role of/ })
      .inputValue(),
  ).toBe("Front desk");
  await page.getByRole("dialog").getByRole("alert").waitFor();
});

test("with password and code the act goes on by itself", async () => {
  await page.getByRole("dialog").getByRole("button", { name: "Change the role" }).click();
  await stepUp().getByLabel("Password", { exact: true }).fill(administrator.password);
  await stepUp()
    .getByLabel("Six-digit code")
    .fill(await administrator.authenticator.code());
  await stepUp().getByRole("button", { name: "Go on" }).click();
  await stepUp().waitFor({ state: "hidden" });
  await page
    .getByRole("row", { name: /FERRIER, Maud/ })
    .filter({ hasText: "Front desk" })
    .waitFor();
});

test("within five minutes nobody is asked twice, in this window or another", async () => {
  const second = await window.context.newPage();
  await second.goto("/administration/people");
  await second.getByRole("button", { name: "Change Maud Ferrier" }).click();
  await second.getByRole("menuitem", { name: "Change the role…" }).click();
  await chooseFrom(second, second.getByRole("dialog").getByRole("combobox", { name: /^Role of/ }), "Clinician");
  await second.getByRole("dialog").getByRole("button", { name: "Change the role" }).click();
  await second
    .getByRole("row", { name: /FERRIER, Maud/ })
    .filter({ hasText: "Clinician" })
    .waitFor();
  await second.close();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
