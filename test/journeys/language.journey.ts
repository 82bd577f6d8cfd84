import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words as arabic } from "../../web/app/words/ar.ts";
import { words as hindi } from "../../web/app/words/hi.ts";
import { words as arabicDoor } from "../../web/workspaces/sign-in/words/ar.ts";
import { words as hindiDoor } from "../../web/workspaces/sign-in/words/hi.ts";
import { launchBrowser } from "../support/browser.ts";
import { accessibilityFaults, appear, appearances, overflow } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signInAtDoor } from "./support/door.ts";
import { openWindow } from "./support/window.ts";

let clinic: Clinic;
let browser: Browser;
let hala: Account;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  hala = await clinic.account("clinician", "Hala", "Nasser");
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/language-${name}.png` });
}

test.each([
  { locale: "hi-IN", direction: "ltr", door: hindiDoor, shell: hindi },
  { locale: "ar-EG", direction: "rtl", door: arabicDoor, shell: arabic },
])("a browser that asks for $locale is met in it, from the door on", async ({ locale, direction, door, shell }) => {
  const { page, complaints } = await openWindow(browser, clinic.origin, { locale });
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: door.signIn }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe(direction);
  expect(locale).toContain((await page.locator("html").getAttribute("lang")) ?? "nothing");
  await page.getByRole("button", { name: door.continue }).waitFor();
  for (const [scheme, width] of appearances) {
    await appear(page, scheme, width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    await picture(page, `${locale}-door-${scheme}-${width}`);
  }
  expect(complaints).toEqual([]);
  expect(shell.home).not.toBe("Home");
});

test("somebody chooses Arabic, and the page turns round and stays so; English is one choice away", async () => {
  const window = await openWindow(browser, clinic.origin);
  const { page } = window;
  await signInAtDoor(page, hala);
  const sections = page.getByRole("navigation").first();
  await page.getByRole("button", { name: /account/ }).click();
  await page.getByRole("menuitem", { name: "العربية" }).click();
  await page.getByRole("link", { name: arabic.patients }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  const rail = await sections.boundingBox();
  expect(rail?.x).toBeGreaterThan(900);
  for (const [scheme, width] of appearances) {
    await appear(page, scheme, width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    if (pictures !== undefined) await page.waitForLoadState("networkidle");
    await picture(page, `ar-home-${scheme}-${width}`);
  }
  await appear(page, "light", 1280);
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: arabic.findAnything }).waitFor();
  await picture(page, "ar-palette");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("link", { name: arabic.patients }).waitFor();
  await page.getByRole("button", { name: new RegExp(arabic.account) }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("link", { name: "Patients" }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("ltr");
  expect(window.complaints).toEqual([]);
});
