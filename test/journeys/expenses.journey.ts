import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { takePictures } from "./support/pictures.ts";
import { type Window, openWindow } from "./support/window.ts";

// What a branch spends, from the budget to the till. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let desk: Window;
let owner: Window;
let page: Page;
const photo = join(import.meta.dirname, "../../docs/screenshots/note.png");

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  desk = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/expenses\//] });
  owner = await openWindow(browser, clinic.origin);
  await signIn(desk.page, await clinic.account("front-desk", "Tom", "Birch"));
  await signIn(owner.page, await clinic.account("owner", "Rosa", "Aldous"));
  ({ page } = desk);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const region = (of: Page, name: string) => of.getByRole("region", { name, exact: true });
const rowOf = (of: Page, part: string, number: string) =>
  region(of, part).getByRole("row", { name: new RegExp(number) });

async function write(title: string, amount: string, withPhoto = false): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Expenses" }).click();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: "New voucher" });
  const what = dialog.getByLabel("What for");
  await expect.poll(() => what.evaluate((field) => document.activeElement === field)).toBe(true);
  await page.keyboard.type(title);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Corner Supplies");
  await page.keyboard.press("Tab");
  await page.keyboard.type(amount);
  if (withPhoto) {
    await dialog.locator("input[type=file]").setInputFiles(photo);
    await dialog.getByRole("img", { name: "Receipt 1" }).waitFor();
    expect(await faultsEverywhere(page)).toEqual([]);
    await takePictures(page, "voucher-form");
    await what.click();
  }
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
}

test("the owner says what a branch may spend by itself", async () => {
  const { page: at } = owner;
  await at.goto("/billing/expenses");
  const budgets = region(at, "Budgets");
  const branch = budgets.getByRole("group", { name: "Aldermere Clinic, Wherry Street" });
  await branch.getByLabel("A day, without approval").fill("500");
  await budgets.getByRole("button", { name: "Save" }).click();
  await at.getByText(/of .*500\.00/).waitFor();
  expect(await faultsEverywhere(at)).toEqual([]);
});

test("a voucher with its picture is written by keyboard, and within the budget nobody is asked", async () => {
  await page.goto("/billing/expenses");
  await page.getByRole("heading", { level: 1, name: "Expenses" }).waitFor();
  await write("Electrode gel", "200.50", true);
  const row = rowOf(page, "To do", "MAIN-E-\\d{4}-000001");
  await row.getByText("To pay out").waitFor();
  await row.getByText("Electrode gel").waitFor();
});

test("beyond the budget it waits for somebody else, who sees the picture and decides", async () => {
  await write("New treatment couch cover", "400");
  await rowOf(page, "To do", "000002").getByText("Waits for approval").waitFor();
  await write("Flowers", "350");
  const { page: at } = owner;
  await at.reload();
  await rowOf(at, "To do", "000002").getByRole("button").focus();
  await at.keyboard.press("Enter");
  const dialog = at.getByRole("dialog", { name: /000002/ });
  await dialog.getByText("Tom Birch").waitFor();
  await dialog.getByRole("button", { name: "Approve" }).click();
  await dialog.waitFor({ state: "detached" });
  await rowOf(at, "To do", "000003").getByRole("button").click();
  await at
    .getByRole("dialog", { name: /000003/ })
    .getByRole("button", { name: "Reject…" })
    .click();
  const why = at.getByRole("dialog", { name: "Reject the voucher" });
  await why.getByLabel("Why").fill("Not from this budget");
  await at.keyboard.press("Enter");
  await why.waitFor({ state: "detached" });
  await rowOf(at, "All vouchers", "000003").getByText("Rejected").waitFor();
  await rowOf(at, "All vouchers", "000001").getByRole("button").click();
  await at.getByRole("img", { name: "Receipt 1" }).waitFor();
  await takePictures(at, "voucher");
  expect(await faultsEverywhere(at)).toEqual([]);
  await at.keyboard.press("Escape");
});

test("what is paid from the till is missing from what the till should hold", async () => {
  await page.reload();
  await rowOf(page, "To do", "000001").getByRole("button").click();
  const dialog = page.getByRole("dialog", { name: /000001/ });
  await dialog.getByRole("button", { name: "Pay from the till" }).click();
  await dialog.waitFor({ state: "detached" });
  await rowOf(page, "All vouchers", "000001").getByText("Paid", { exact: true }).waitFor();
  await takePictures(page, "expenses");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.goto("/billing/cash-up");
  await page
    .getByRole("row", { name: /^Cash/ })
    .getByText(/-.*200\.50/)
    .waitFor();
});

test("vouchers are found by how they stand and by their day, and the address keeps it", async () => {
  await page.goto("/billing/expenses?state=rejected");
  await rowOf(page, "All vouchers", "000003").waitFor();
  expect(await region(page, "All vouchers").getByRole("row").count()).toBe(2);
  await region(page, "All vouchers").getByLabel("From").fill("2199-01-01");
  await page.keyboard.press("Enter");
  await page.getByText("No vouchers").waitFor();
  expect(new URL(page.url()).searchParams.get("from")).toBe("2199-01-01");
  expect([...desk.complaints, ...owner.complaints]).toEqual([]);
});
