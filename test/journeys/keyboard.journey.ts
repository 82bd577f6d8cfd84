import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { banner, chartName } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, insideOf } from "./support/door.ts";
import { noteText } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended, and none touches the mouse.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let clinician: Account;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/drafts\//] });
  ({ page } = window);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const type = (text: string) => page.keyboard.type(text, { delay: 15 });
const press = (keys: string) => page.keyboard.press(keys);

/** What has the focus, as assistive technology names it. */
async function focused(): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return "";
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? [...(element.labels ?? [])].map((one) => one.innerText).join(" ")
        : "";
    return (element.getAttribute("aria-label") ?? "") || label || element.innerText.trim();
  });
}

async function focusIs(name: string | RegExp): Promise<void> {
  if (typeof name === "string") await expect.poll(focused, { timeout: 10_000 }).toBe(name);
  else await expect.poll(focused).toMatch(name);
}

test("signing in takes no mouse: the focus waits where the next word goes", async () => {
  await page.goto("/sign-in");
  await focusIs("Name to sign in with");
  await type(clinician.username);
  await press("Tab");
  await type(clinician.password);
  await press("Enter");
  await focusIs("Six-digit code");
  await type(await clinician.authenticator.code());
  await insideOf(page).waitFor();
});

test("Ctrl+K finds the patient and Enter opens the chart", async () => {
  await press("Control+k");
  const palette = page.getByRole("combobox", { name: /^Find a patient/ });
  await palette.waitFor();
  const { family, given } = clinic.patient;
  await type(`${family.slice(0, 5)} ${given.slice(0, 3)}`);
  const option = page.getByRole("option", { name: new RegExp(`^${chartName(clinic.patient)}`) });
  await option.and(page.locator("[aria-selected=true]")).waitFor();
  await press("Enter");
  await banner(page).waitFor();
  expect(await banner(page).innerText()).toContain(chartName(clinic.patient));
});

test("digits open the chart's sections, and arrows move along them", async () => {
  const pages = [
    ["2", "Current problems"],
    ["3", "Current medicines"],
    ["4", /Allergies/],
    ["5", "Results"],
    ["6", "Vital signs"],
    ["7", /Timeline|story/i],
    ["8", "Notes"],
    ["9", "Who looked"],
  ] as const;
  for (const [key, heading] of pages) {
    await press(key);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  const here = page.getByRole("navigation", { name: "Chart sections" }).locator("[aria-current=page]");
  await here.focus();
  await press("ArrowLeft");
  await focusIs("Files");
  await press("ArrowLeft");
  await focusIs("Notes");
  await press("Enter");
  await page.getByRole("heading", { level: 1, name: "Notes" }).waitFor();
});

test("j and k go through the notes, Enter reads one", async () => {
  await press("j");
  await press("j");
  await press("k");
  const rows = page.locator("main [data-row]");
  await expect.poll(() => rows.first().evaluate((row) => row === document.activeElement)).toBe(true);
  const title = (await rows.first().locator("span").first().innerText()).trim();
  await press("Enter");
  await page.getByRole("article", { name: title }).first().waitFor();
});

test("n starts a note, Ctrl+Enter shows what is signed, Escape goes back to the text", async () => {
  await press("n");
  await focusIs("Text");
  await type("Written without a mouse.");
  await press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: "Sign this note" });
  await focusIs("Exactly what is signed");
  expect(await dialog.getByRole("region", { name: "Exactly what is signed" }).innerText()).toContain(
    "Written without a mouse.",
  );
  await press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await focusIs("Text");
  expect(await noteText(page).inputValue()).toBe("Written without a mouse.");
});

test("the note is signed from the keyboard, and the focus isn't lost on the way out", async () => {
  await press("Control+Enter");
  await focusIs("Exactly what is signed");
  // The server must have the words before they can be signed.
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Sign", exact: true })
    .and(page.locator(":enabled"))
    .waitFor();
  await press("Control+Enter");
  await focusIs("Password");
  await type(clinician.password);
  await press("Tab");
  await type(await clinician.authenticator.code());
  await press("Enter");
  await page.getByRole("article").filter({ hasText: "Written without a mouse." }).waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body))
    .toBe(true);
});

test("the palette leads to the account, where an authenticator gets a name without a mouse", async () => {
  // The menu is gone by the time that the dialog's file comes, and hasn't given the focus back yet.
  const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
  await page.route(/\/RenameDialog-/, async (route) => {
    await isLetGo;
    await route.continue();
  });
  await press("Control+k");
  await page.getByRole("combobox", { name: /^Find a patient/ }).waitFor();
  await focusIs(/^Find a patient/);
  await type("your account");
  await page
    .getByRole("option", { name: /^Your account/ })
    .and(page.locator("[aria-selected=true]"))
    .waitFor();
  await press("Enter");
  await focusIs("Signing in");
  const change = page.getByRole("button", { name: /^Change / }).first();
  await change.waitFor();
  for (let steps = 0; steps < 12 && !(await focused()).startsWith("Change "); steps += 1) await press("Tab");
  await focusIs(/^Change (?!the)/);
  const button = (await page.evaluateHandle(() => document.activeElement)).asElement();
  await button?.evaluate((element) => Object.assign(element, { focus: () => undefined }));
  await press("Enter");
  await focusIs("Give it another name…");
  await press("Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
  letGo();
  await focusIs(/^Name/);
  await button?.evaluate((element) => Reflect.deleteProperty(element, "focus"));
  await press("Control+a");
  await type("Phone by the harbour");
  await press("Enter");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByText("Phone by the harbour", { exact: true }).waitFor();
  await focusIs("Change Phone by the harbour");
});

test("the palette signs out", async () => {
  await press("Control+k");
  await page.getByRole("combobox", { name: /^Find a patient/ }).waitFor();
  await focusIs(/^Find a patient/);
  await type("sign out");
  await page
    .getByRole("option", { name: /^Sign out/ })
    .and(page.locator("[aria-selected=true]"))
    .waitFor();
  await press("Enter");
  await page.waitForURL("**/sign-in");
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
