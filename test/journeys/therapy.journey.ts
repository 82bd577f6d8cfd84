import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { noteText } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// What a therapist does in the chart within one visit, by keyboard. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  window = await openWindow(browser, clinic.origin);
  ({ page } = window);
  await signIn(page, await clinic.account("clinician", "Maren", "Oakes"));
  await findPatient(page, clinic.patient);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

/** What Enter takes from an open list. */
const chosenOption = (name: string) => page.locator("[role=option][data-combobox-selected]", { hasText: name });

test("a measure is chosen, typed and recorded without the mouse, and held against the first", async () => {
  await openSection(page, "Therapy", "Measures");
  const form = page.getByRole("form", { name: "Record a measure" });
  const day = form.getByRole("textbox", { name: "Day" });
  const value = form.getByRole("textbox", { name: /^Value/ });
  await day.fill("01-Feb-2026");
  await value.fill("8");
  await value.press("Enter");
  await page.getByRole("heading", { name: "Pain, numeric rating" }).waitFor();
  await day.fill("");
  await value.fill("5");
  await form.getByText("NRS: 5 points. Better by 3 points since 01-Feb-2026: a change that matters").waitFor();
  await value.press("Enter");
  await page.getByText("▲ better").waitFor();
  const which = form.getByRole("combobox", { name: "Measure" }).or(form.getByRole("textbox", { name: "Measure" }));
  await which.fill("oswes");
  await chosenOption("Oswestry").waitFor();
  await which.press("Enter");
  const items = form.getByRole("textbox", { name: /^Item scores/ });
  await items.fill("121212122");
  await items.press("Enter");
  await form.getByText("9 of 10 items.").first().waitFor();
  await items.fill("1212121222");
  await items.press("Enter");
  await page.getByRole("heading", { name: "Oswestry Disability Index" }).waitFor();
  await page.getByRole("button", { name: "Table of 2" }).click();
  await page.getByRole("region", { name: "Pain, numeric rating, table" }).waitFor();
});

test("a joint's movements are typed down the grid, and stand beside the time before", async () => {
  await page.getByRole("navigation", { name: "Therapy" }).getByRole("link", { name: "Movement" }).click();
  const form = page.getByRole("form", { name: "Record movements" });
  const flexion = form.getByRole("textbox", { name: "Left flexion, Active °" });
  await flexion.fill("120");
  await flexion.press("Enter");
  await page.keyboard.type("40");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("row", { name: /^Left shoulder flexion/ }).waitFor();
  await flexion.fill("150");
  await form.getByRole("textbox", { name: "Left flexion, MRC" }).fill("4");
  await flexion.press("Control+Enter");
  await page.getByRole("row", { name: /^Left shoulder flexion.*150° active.*120° active.*\+30°.*180°/ }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("what the patient feels is touched on the drawing or named in the list, and compared with the last time", async () => {
  await page.getByRole("navigation", { name: "Therapy" }).getByRole("link", { name: "Body chart" }).click();
  const form = page.getByRole("form", { name: "Mark the body chart" });
  await form.getByRole("heading").or(form.locator("svg").first()).first().waitFor();
  await form.locator("svg path", { has: page.locator("title", { hasText: "Left shoulder, front" }) }).click();
  await form.getByRole("rowheader", { name: "Left shoulder, front" }).waitFor();
  await form.getByRole("radio", { name: "Numbness" }).check();
  const where = form.getByRole("combobox", { name: "Where" }).or(form.getByRole("textbox", { name: "Where" }));
  await where.fill("right buttock");
  await chosenOption("Right buttock").click();
  await form.getByRole("button", { name: "Mark", exact: true }).click();
  await form.getByRole("rowheader", { name: "Right buttock" }).waitFor();
  await form.getByRole("button", { name: "Record" }).click();
  await form.getByRole("button", { name: "Start from the last one" }).click();
  await form.getByRole("button", { name: "Take away Right buttock" }).click();
  await form.getByText("Gone: Right buttock (numbness).").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("a goal is held against its measure, and the exercises go home on paper", async () => {
  await page.getByRole("navigation", { name: "Therapy" }).getByRole("link", { name: "Goals and exercises" }).click();
  const form = page.getByRole("form", { name: "Set a goal" });
  await form.getByRole("textbox", { name: "Goal, in the patient’s words" }).fill("Sleep through the night");
  const by = form.getByRole("combobox", { name: "Measured by" }).or(form.getByRole("textbox", { name: "Measured by" }));
  await by.fill("numeric");
  await page.getByRole("option", { name: "Pain, numeric rating" }).click();
  await form.getByRole("textbox", { name: /^Target/ }).fill("2");
  await form.getByRole("textbox", { name: /^Target/ }).press("Enter");
  await page.getByRole("row", { name: /^Sleep through the night.*50% of the way.*Worked on/ }).waitFor();
  const add = page.getByRole("form", { name: "Add an exercise" });
  await add.getByRole("textbox", { name: "Exercise" }).fill("Bridge");
  await add.getByRole("textbox", { name: "How often" }).fill("3 × 10, twice daily");
  await add.getByRole("textbox", { name: "How often" }).press("Enter");
  await page.getByRole("row", { name: /^Bridge/ }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Sheet as PDF" }).click(),
  ]);
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("letters after a point become the text that was kept for them", async () => {
  await openSection(page, "Notes", "Notes");
  await page.getByRole("link", { name: "Write a note" }).first().click();
  await page.getByRole("button", { name: "Headings" }).click();
  await page.getByRole("menuitem", { name: "Snippets…" }).click();
  const dialog = page.getByRole("dialog", { name: "Snippets" });
  await dialog.getByRole("textbox", { name: "Letters" }).fill("hep");
  await dialog.getByRole("textbox", { name: "Text" }).fill("Home exercises gone through again.");
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await dialog.getByRole("rowheader", { name: ".hep" }).waitFor();
  await page.keyboard.press("Escape");
  await noteText(page).pressSequentially("Plan: .hep Twice daily.");
  expect(await noteText(page).inputValue()).toBe("Plan: Home exercises gone through again. Twice daily.");
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
