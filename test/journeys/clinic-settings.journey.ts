import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { noteText, signWith } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// What the owner arranges by themselves: papers, branches, templates. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let owner: Window;
let page: Page;
const picture = join(import.meta.dirname, "../../docs/screenshots/board-phone.png");
const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

async function look(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 380],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  owner = await openWindow(browser, clinic.origin);
  ({ page } = owner);
  await signIn(page, await clinic.account("owner", "Rosa", "Aldous"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("one page leads to all that the owner arranges, and says who may change it", async () => {
  await page.goto("/administration/clinic");
  await page.getByRole("heading", { level: 1, name: "Clinic settings" }).waitFor();
  for (const what of ["Staff", "Budgets", "Templates of notes", "Letterhead, logo and print layouts"])
    await page.getByRole("link", { name: what, exact: true }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("clinic");
  await page.getByRole("link", { name: "Letterhead, logo and print layouts" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Papers" }).waitFor();
});

test("a letterhead is written by keyboard beside its preview, with a logo that is drawn anew, and kept", async () => {
  await page.getByRole("checkbox", { name: "Papers have a letterhead" }).focus();
  await page.keyboard.press("Space");
  const name = page.getByLabel("Name", { exact: true });
  expect(await name.inputValue()).toBe("Harbour Physiotherapy");
  await page.getByLabel("Address").focus();
  await page.keyboard.type("12 Quay Street\nAnytown");
  await page.getByRole("button", { name: "Add a number" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Its name").focus();
  await page.keyboard.type("VAT no.");
  await page.getByText("Each has a name and a number.").waitFor();
  await page.getByLabel("Number", { exact: true }).focus();
  await page.keyboard.type("IE 1234567 X");
  await page.locator("input[type=file]").setInputFiles(picture);
  await page.getByRole("img", { name: "The logo as it is printed" }).waitFor();
  await page.getByRole("checkbox", { name: "A layout" }).focus();
  await page.keyboard.press("Space");
  const receipts = page.getByRole("group", { name: "Invoices and receipts" });
  const [shown] = await Promise.all([
    page.waitForResponse((answer) => answer.url().endsWith("/api/stationery/preview") && answer.status() === 200),
    receipts.getByLabel("Paper", { exact: true }).selectOption("ROLL80"),
  ]);
  expect(shown.headers()["content-type"]).toBe("application/pdf");
  await page.getByRole("link", { name: "Open the PDF" }).waitFor();
  await receipts.getByRole("checkbox", { name: "Number and verification code as a QR code" }).check();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("papers");
  await name.focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("region", { name: "Changes" })
    .getByText(/Rosa Aldous: papers of the organisation/)
    .waitFor();
  await page.reload();
  await page.getByRole("img", { name: "The logo as it is printed" }).waitFor();
  expect(await page.getByLabel("Address").inputValue()).toBe("12 Quay Street\nAnytown");
  expect(await receipts.getByLabel("Paper", { exact: true }).inputValue()).toBe("ROLL80");
});

test("a branch is opened with its hours, and what can't be read as hours is said", async () => {
  await page.goto("/administration/branches");
  await page.getByRole("button", { name: "New branch" }).click();
  const dialog = page.getByRole("dialog", { name: "New branch" });
  await dialog.getByLabel("Name", { exact: true }).fill("Hill Street");
  await dialog.getByLabel("Town").fill("Anytown");
  await dialog.getByLabel("Open on Monday").fill("9 to 5");
  await dialog.getByText("From and until, such as 08:00-18:00.").waitFor();
  await dialog.getByLabel("Open on Monday").fill("09:00-17:00");
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("branch");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("row", { name: /Hill Street/ })
    .getByText("Mon 09:00-17:00")
    .waitFor();
});

test("a template is changed, and the next note begins with it and names its version", async () => {
  await page.goto("/administration/templates");
  await page.getByRole("button", { name: "Change SOAP" }).click();
  const dialog = page.getByRole("dialog", { name: "Change SOAP" });
  await dialog.getByLabel("Headings").fill("Story\nFindings\nPlan");
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("template");
  await dialog.getByRole("button", { name: "Keep" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /SOAP/ }).getByText("Your own, version 1").waitFor();

  const account = await clinic.account("clinician", "Maud", "Ferrier");
  // The first signature asks for a proof.
  const elsewhere = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/drafts\//] });
  const { page: chart } = elsewhere;
  await signIn(chart, account);
  await findPatient(chart, clinic.patient);
  await openSection(chart, "Notes", "Notes");
  await chart.getByRole("link", { name: "Write a note" }).first().click();
  await noteText(chart).waitFor();
  await chart.getByRole("button", { name: "Headings" }).click();
  await chart.getByRole("menuitem", { name: "SOAP" }).click();
  await expect.poll(() => noteText(chart).inputValue()).toBe("Story:\n\n\nFindings:\n\n\nPlan:\n");
  await chart
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor();
  await signWith(chart, account);
  await chart
    .getByRole("article", { name: "Consultation", exact: true })
    .getByText(/SOAP, version 1/)
    .waitFor();
  expect(elsewhere.complaints).toEqual([]);
  await elsewhere.close();
  expect(owner.complaints).toEqual([]);
});
