import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody telephones, is followed up, and is registered out of the enquiry. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;

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

const openList = () => page.getByRole("list", { name: "Open enquiries" });

test("who telephones is written down by keys alone, and what was typed outlives the page", async () => {
  await page.goto("/enquiries");
  await page.getByText("Nobody waits for an answer").first().waitFor();
  await page.getByRole("button", { name: "New enquiry" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New enquiry" });
  await dialog.getByRole("radio", { name: "Telephone" }).waitFor();
  await dialog.getByLabel("Who asks").fill("Asha Devi Rao");
  await dialog.getByLabel("Telephone", { exact: true }).last().fill("0161 496 0123");
  await dialog.getByLabel("What they ask for").fill("Her knee, after a fall. Mornings suit her.");
  await dialog.getByText("What you typed is kept on this device.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.reload();
  await page.getByRole("button", { name: "New enquiry" }).click();
  await expect.poll(() => dialog.getByLabel("Who asks").inputValue()).toBe("Asha Devi Rao");
  await page.keyboard.press("Tab");
  await dialog.getByLabel("What they ask for").press("Tab");
  await page.keyboard.press("Enter");
  await openList().getByRole("heading", { name: "Asha Devi Rao" }).waitFor();
});

test("it is followed up with a note and a day, and a reason ends what came to nothing", async () => {
  await page.getByRole("button", { name: "New enquiry" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "Referral" }).check();
  await dialog.getByLabel("Who asks").fill("Femi Adeyemi");
  await dialog.getByLabel("Who sent them").fill("Dr Ines Moreau");
  await dialog.getByRole("button", { name: "Write it down" }).click();
  await openList().getByText("Referral by Dr Ines Moreau").waitFor();
  // A colleague's page hears of it by itself.
  const colleague = await page.context().newPage();
  await colleague.goto("/enquiries");
  const theirs = colleague.getByRole("list", { name: "Open enquiries" });
  await theirs.getByRole("heading", { name: "Asha Devi Rao" }).waitFor();

  await page.getByRole("button", { name: "Follow up Asha Devi Rao" }).click();
  await dialog.getByRole("button", { name: "Write it down" }).click();
  await dialog.getByText("Say what was done.").waitFor();
  await dialog.getByLabel("What was said or done").fill("Called back, no answer.");
  await dialog.getByLabel("Get back to them on").fill("12 Mar 2099");
  await dialog.getByRole("button", { name: "Write it down" }).click();
  await openList().getByText("Get back to them 12-Mar-2099").waitFor();
  await theirs.getByText("Get back to them 12-Mar-2099").waitFor();
  await colleague.close();
  expect(await faultsEverywhere(page)).toEqual([]);
  // The longest waiting stands first, and keys go from one to the next.
  const names = () => openList().getByRole("heading").allTextContents();
  expect(await names()).toEqual(["Asha Devi Rao", "Femi Adeyemi"]);
  await page.locator("main").press("j");
  await page.keyboard.press("j");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Femi Adeyemi");

  await page.getByRole("button", { name: "More about Femi Adeyemi" }).click();
  await page.getByRole("menuitem", { name: "Came to nothing…" }).click();
  await dialog.getByLabel("Why it came to nothing").fill("Found somebody nearer.");
  await dialog.getByRole("button", { name: "Close the enquiry" }).click();
  await expect.poll(names).toEqual(["Asha Devi Rao"]);
  await page.getByRole("link", { name: "Ended" }).click();
  await page.getByText("Why it came to nothing: Found somebody nearer.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Take up again: Femi Adeyemi" }).click();
  await page.getByText("None has ended yet").waitFor();
});

test("registering ends the enquiry, which leads to the record from then on", async () => {
  await page.goto("/enquiries");
  await page.getByRole("link", { name: "Register Asha Devi Rao" }).click();
  await expect.poll(() => page.getByLabel("Family name").inputValue()).toBe("Rao");
  expect(await page.getByLabel("Given names").inputValue()).toBe("Asha Devi");
  await page.getByText("Ends the enquiry of").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Register", exact: true }).click();
  await page.getByRole("region", { name: "Patient" }).getByText("RAO, Asha Devi").waitFor();
  await page.goto("/enquiries?which=ended");
  await page.getByRole("link", { name: "Open the record" }).click();
  await page.getByRole("region", { name: "Patient" }).getByText("RAO, Asha Devi").waitFor();

  // Somebody who is here already: the enquiry ends with their record, and makes no second one.
  await page.goto("/enquiries");
  await page.getByRole("link", { name: "Register Femi Adeyemi" }).click();
  await expect.poll(() => page.getByLabel("Family name").inputValue()).toBe("Adeyemi");
  await page.getByLabel("Family name").fill("Rao");
  await page.getByLabel("Given names").fill("Asha Devi");
  await page.getByRole("button", { name: /It is them/ }).click();
  await page.getByRole("region", { name: "Patient" }).getByText("RAO, Asha Devi").waitFor();
  await page.goto("/enquiries");
  await page.getByText("Nobody waits for an answer").first().waitFor();
  expect(await unseenFocus(page, 8)).toEqual([]);
  expect(window.complaints).toEqual([]);
});
