import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { fhirAs } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// Care teams and appointments name a practitioner: who of the people with an account that is, an administrator says.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const administrator = await clinic.account("administrator", "Ines", "Rowan");
  await clinic.account("therapist", "Zelda", "Quimby");
  window = await openWindow(browser, clinic.origin);
  ({ page } = window);
  await signIn(page, administrator);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const dialog = () => page.getByRole("dialog", { name: "Who Zelda Quimby is, and where they work" });
const field = () => dialog().getByRole("combobox", { name: "In the directory as" });

async function openDialog(): Promise<void> {
  await page.goto("/administration/people");
  // The rows take their final height only when roles and places are known: until then a menu moves under the hand.
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Change Zelda Quimby" }).click();
  await page.getByRole("menuitem", { name: "Who they are, where they work…" }).click();
  await dialog().waitFor();
}

async function save(): Promise<void> {
  await dialog().getByRole("button", { name: "Save" }).click();
  await dialog().waitFor({ state: "hidden" });
}

test("somebody who isn't in the directory is put into it from their dialog", async () => {
  await openDialog();
  expect(await field().inputValue()).toBe("");
  await dialog().getByRole("button", { name: "Make an entry" }).click();
  await expect.poll(() => field().inputValue()).toMatch(/QUIMBY, Zelda/);
  expect(await faultsEverywhere(page)).toEqual([]);
  await save();
});

test("it is kept, and the directory has them once", async () => {
  await openDialog();
  await expect.poll(() => field().inputValue()).toMatch(/QUIMBY, Zelda/);
  const { body } = await fhirAs(page, "Practitioner?name=Quimby");
  expect((JSON.parse(body) as { entry?: readonly unknown[] }).entry).toHaveLength(1);
});

test("another entry is chosen by typing, and nobody by that name is said", async () => {
  await field().click();
  await field().fill("nobody of this name");
  await page.getByText("Nobody of that name in the directory").waitFor();
  const { body } = await fhirAs(page, "Practitioner?_count=20");
  const other = (
    JSON.parse(body) as { entry: readonly { resource: { name: readonly { family: string }[] } }[] }
  ).entry.find(({ resource }) => resource.name[0]?.family !== "Quimby")?.resource.name[0]?.family;
  await field().fill(other ?? "");
  await page
    .getByRole("option", { name: new RegExp(other ?? "", "i") })
    .first()
    .click();
  await save();
  await openDialog();
  await expect.poll(() => field().inputValue()).toMatch(new RegExp(other ?? "", "i"));
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
