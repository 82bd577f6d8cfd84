import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anImporter } from "../support/house.ts";
import { launchBrowser } from "../support/browser.ts";
import { readPdf } from "../support/read-pdf.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { monthsOfFigures } from "./support/figures.ts";
import { outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// What an owner looks at, and what somebody who sees no patients gets of it. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
const formula = '=HYPERLINK("https://elsewhere.example")';

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { chart } = clinic.serving().house;
  const entries = monthsOfFigures(Date.now(), formula);
  const { refused } = await chart.importTogether(anImporter(clinic.organisation), entries);
  expect(refused).toEqual([]);
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/reports\/exports$/], acceptDownloads: true });
  ({ page } = window);
  await signIn(page, await clinic.account("owner", "Rosa", "Aldous"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const part = (name: string) => page.getByRole("region", { name, exact: true });

test("an owner finds the figures of the month before by two keys, each with its sentence, its table and its meaning", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: "Reports", level: 1 }).waitFor();
  await part("Use of working hours")
    .getByText(/of therapists’ working hours were booked/)
    .waitFor();
  await page.getByRole("columnheader", { name: "Mon" }).waitFor();
  for (const name of [
    "Missed and cancelled",
    "Waiting time",
    "New and returning patients",
    "Revenue",
    "Packages",
    "Dues by age",
    "Enquiries and referrals",
  ])
    await part(name).waitFor();
  await part("Revenue").getByText("What this counts").click();
  await part("Revenue")
    .getByText(/less credit notes/)
    .waitFor();
  await part("Missed and cancelled").getByRole("button", { name: "Show as a table" }).click();
  await part("Missed and cancelled").getByRole("columnheader", { name: "Cancelled" }).waitFor();
  expect(await page.getByText("Quill").count()).toBe(0);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("days and branch are chosen by keyboard and by typing, and stay in the address", async () => {
  const shown = () => new URL(page.url()).searchParams;
  await page.getByRole("heading", { name: "Reports", level: 1 }).click();
  await page.keyboard.press("[");
  await expect.poll(() => shown().get("day")).toMatch(/-01$/);
  await page.getByText("From – to", { exact: true }).click();
  await page.getByLabel("To", { exact: true }).fill("no day");
  await page.keyboard.press("Enter");
  await page.getByText("A day such as 07-Mar-2026").waitFor();
  const from = shown().get("day") ?? "";
  await page.getByLabel("To", { exact: true }).fill(`${from.slice(0, 8)}14`);
  await page.keyboard.press("Enter");
  await expect.poll(() => shown().get("to")).toBe(`${from.slice(0, 8)}14`);
  await page
    .getByRole("combobox", { name: "Branch" })
    .or(page.getByRole("textbox", { name: "Branch" }))
    .click();
  await page.getByRole("option", { name: "Harbour" }).click();
  await expect.poll(() => shown().get("branch")).not.toBeNull();
  await page.reload();
  await part("Revenue").waitFor();
  expect(await page.getByLabel("To", { exact: true }).inputValue()).toMatch(/^14-/);
  await page.getByRole("button", { name: "Period before" }).click();
  await expect.poll(() => shown().get("to")).not.toBe(`${from.slice(0, 8)}14`);
});

async function download(format: RegExp): Promise<Buffer> {
  await page.getByRole("button", { name: "Export" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  return readFile(await file.path());
}

test("figures are taken out as a file that runs nothing, after a fresh proof of who it is", async () => {
  await page.goto("/reports");
  await part("Revenue").waitFor();
  const csv = (await download(/CSV/)).toString("utf8");
  expect(csv).toContain("\"'=HYPERLINK");
  expect(csv).not.toMatch(/(^|,)"?=HYPERLINK/m);
  expect((await download(/Spreadsheet/)).subarray(0, 2).toString()).toBe("PK");
  const pdf = readPdf(await download(/PDF/));
  expect(pdf).toMatchObject({ tagged: true, language: "en", missing: 0 });
  expect(pdf.texts.join(" ")).toContain("Use of working hours");
  await outdateProofOf(page, clinic);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: /CSV/ }).click();
  await page.getByRole("dialog", { name: "Is it still you?" }).waitFor();
  await page.keyboard.press("Escape");
});

test("who sees no patients gets whole months that are over, and is told why there is no more", async () => {
  const other = await openWindow(browser, clinic.origin);
  const here = other.page;
  await signIn(here, await clinic.account("administrator", "Helena", "Lund"));
  await here.goto("/reports");
  await here.getByText(/counts are to the nearest 5/).waitFor();
  await here.getByRole("region", { name: "Use of working hours" }).waitFor();
  expect(await here.getByRole("region", { name: "Dues by age" }).count()).toBe(0);
  await here.getByText("Week", { exact: true }).click();
  await here.getByText("No figures for these days").waitFor();
  expect(await faultsEverywhere(here)).toEqual([]);
  expect(other.complaints).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
