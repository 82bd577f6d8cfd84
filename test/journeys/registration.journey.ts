import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody is registered twice, and the two records are made one. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;

/** The patient who is here, and how the desk misspells their family name. */
function known() {
  const entry = clinic.patient.entries.find(({ resource }) => resource.resourceType === "Patient");
  const [name] = (entry?.resource["name"] ?? []) as { family: string; given: string[] }[];
  const { family = "", given = [] } = name ?? {};
  return { family, given: given.join(" "), misspelt: `${family.slice(0, 3)}${family.slice(2)}` };
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  window = await openWindow(browser, clinic.origin);
  ({ page } = window);
  await signIn(page, await clinic.account("front-desk", "Tom", "Birch"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("who is registered already is shown while one types, and stands in nobody's way", async () => {
  const { given, misspelt } = known();
  await page.goto("/patients/new");
  await page.getByLabel("Family name").fill(misspelt);
  await page.getByLabel("Given names").fill(given);
  await page
    .getByRole("region", { name: "Looks like" })
    .getByRole("link", { name: /Open the record/ })
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByLabel("Who pays").fill("Harbour Mutual");
  await page.getByText("What you typed is kept on this device.").waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel("Who pays").inputValue()).toBe("Harbour Mutual");
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("region", { name: "Patient" }).getByText(misspelt.toUpperCase()).waitFor();
});

test("two records are made one, the chart that is kept says so, and it is undone", async () => {
  await page.goto("/patients/merge");
  const { family, misspelt } = known();
  const choose = async (label: string, typed: string) => {
    await page.getByRole("combobox", { name: label }).fill(typed);
    await page.getByRole("option", { name: typed.toUpperCase() }).first().click();
  };
  await choose("First record", family);
  await choose("Second record", misspelt);
  await page.getByLabel("How do you know that it is one person?").fill("She was misspelt at the desk.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("Shows also what belongs to the merged record").waitFor();
  await page.getByRole("button", { name: /Undo the merge of/ }).click();
  await page.getByLabel("Why are these two people?").fill("Two people after all.");
  await page.getByRole("dialog").getByRole("button", { name: "Undo the merge" }).click();
  await page.getByText("Shows also what belongs to the merged record").waitFor({ state: "detached" });
  expect(window.complaints).toEqual([]);
});
