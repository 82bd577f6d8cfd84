import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, giveCredentials, insideOf, keepCodes, signInAtDoor } from "./support/door.ts";
import { aDevice } from "./support/passkeys.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
const windows: Window[] = [];
let lost: Account;
let link: string;
let letters: string;
let first: Page;
let second: Page;

const name = "Otto Larsen";
const accounts = new Map<Page, Account>();

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  lost = await clinic.account("clinician", "Otto", "Larsen");
  [first, second] = await Promise.all([officeOf("Ines", "Rowan"), officeOf("Sela", "Marsh")]);
  // Nobody makes an approver and approves with them on the same day.
  await clinic.ageAccounts(48);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function open(): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|recover)/] });
  windows.push(window);
  return window.page;
}

/** The window of an administrator. */
async function officeOf(given: string, family: string): Promise<Page> {
  const page = await open();
  const account = await clinic.account("administrator", given, family);
  accounts.set(page, account);
  await signInAtDoor(page, account);
  return page;
}

/** Approves the recovery, and reads what is to be handed over. */
async function approve(page: Page): Promise<{ readonly link: string; readonly letters: string }> {
  await page.goto("/administration/recoveries");
  await page.getByRole("button", { name: `Approve ${name}` }).click();
  const asking = page.getByRole("dialog", { name: `Let ${name} back in` });
  expect(await asking.getByRole("button", { name: "Approve", exact: true }).isDisabled()).toBe(true);
  await asking.getByRole("checkbox").check();
  await asking.getByRole("button", { name: "Approve", exact: true }).click();
  const account = accounts.get(page);
  if (account !== undefined) await proveBoth(page, account);
  const shown = page.getByRole("dialog", { name: `Your half of the key for ${name}` });
  await shown.waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  const [address = "", half = ""] = await shown.locator("code").allInnerTexts();
  await shown.getByRole("button", { name: "I have handed it over" }).click();
  await page
    .getByText(/^Signed by .* approves this\.$/)
    .first()
    .waitFor();
  return { link: address, letters: half };
}

test("the sign-in page tells whoever lost everything whom to go to", async () => {
  const page = await open();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "I can’t sign in" }).click();
  await page.getByRole("button", { name: /Two colleagues let me back in/ }).click();
  await page.getByText(/Go to an administrator or privacy officer/).waitFor();
});

test("one administrator begins a recovery with a reason, and hands over one half", async () => {
  await first.goto("/administration/people");
  await first.getByRole("button", { name: `Change ${name}` }).click();
  await first.getByRole("menuitem", { name: "Recover lost access…" }).click();
  const dialog = first.getByRole("dialog", { name: `Recover the access of ${name}` });
  await dialog.getByLabel("What happened").fill("Phone fell into the harbour; known to me in person");
  await dialog.getByRole("button", { name: "Begin the recovery" }).click();
  await dialog.waitFor({ state: "hidden" });
  ({ link } = await approve(first));
  expect(link).toContain("/recover#");
});

test("nobody approves twice, and one half opens nothing", async () => {
  await first.goto("/administration/recoveries");
  await first.getByText("Awaits one more approval").waitFor();
  expect(await first.getByRole("button", { name: `Approve ${name}` }).count()).toBe(0);
  const page = await open();
  await page.goto(link);
  await page.waitForURL((url) => url.hash === "");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByLabel("The other half").fill("abcd-efgh-jkmn-pqrs");
  await page.getByRole("button", { name: "Choose a new way to sign in" }).click();
  await page.getByRole("alert").waitFor();
});

test("with the other approver's half the person makes a passkey and is back", async () => {
  ({ letters } = await approve(second));
  const page = await open();
  const device = await aDevice(page);
  await page.goto(link);
  await page.getByLabel("The other half").fill(letters);
  await page.getByRole("button", { name: "Choose a new way to sign in" }).click();
  await device.touch(true);
  await page.getByRole("button", { name: /With a passkey/ }).click();
  await keepCodes(page);
  expect(await insideOf(page).innerText()).toContain(name);
});

test("what let them in before lets nobody in any more, and the recovery is over", async () => {
  const page = await open();
  await page.goto("/sign-in");
  await giveCredentials(page, lost);
  await page.getByRole("alert").waitFor();
  await first.goto("/administration/recoveries");
  await first.getByRole("list", { name: "Recoveries that are over" }).getByText("Back in").waitFor();
  await page.goto("about:blank");
  await page.goto(link);
  await page
    .getByText(/finished|over|used|lapsed/i)
    .first()
    .waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
