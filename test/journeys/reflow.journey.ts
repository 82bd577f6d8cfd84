import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { overflow } from "./support/audit.ts";
import { banner, chartSection, findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// WCAG 1.4.10: a window of 1280 by 1024 pixels at 400 % zoom has 320 by 256. And what is said by colours is said without them, too.
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

const header = () => page.getByRole("banner");
const rail = () => page.getByRole("navigation", { name: "Sections", exact: true });

async function scrollDown(): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.mouse.move(160, 120);
        await page.mouse.wheel(0, 600);
        return page.evaluate(() => globalThis.scrollY);
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(400);
}

/** How many pixels of the window's height these cover. */
async function covered(...parts: readonly Locator[]): Promise<number> {
  const { height } = page.viewportSize() ?? { height: 0 };
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
  return boxes.reduce((sum, box) => {
    if (box === null) return sum;
    return sum + Math.max(0, Math.min(height, box.y + box.height) - Math.max(0, box.y));
  }, 0);
}

test("at 400 % zoom what stays in place leaves the window to what is read", async () => {
  await openSection(page, "Notes", "Notes");
  await page.setViewportSize({ width: 320, height: 256 });
  await scrollDown();
  await page.evaluate(() => globalThis.scrollTo(0, 400));
  await expect.poll(() => covered(header(), banner(page), rail())).toBe(0);
  for (const section of ["Results", "Vitals", "Timeline"]) {
    await chartSection(page, section).click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => overflow(page), { timeout: 3_000 }).toEqual([]);
  }
});

test("on a phone the patient's name stays in sight", async () => {
  await page.setViewportSize({ width: 380, height: 800 });
  await scrollDown();
  expect(await covered(banner(page))).toBeGreaterThan(40);
});

test("in forced colours one sees where one is and what is chosen", async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ forcedColors: "active" });
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  await openSection(page, "Results", "Results");
  const look = (one: Locator) => one.evaluate((element) => getComputedStyle(element).backgroundColor);
  const here = [chartSection(page, "Results"), rail().locator("[aria-current=page]")];
  const elsewhere = [chartSection(page, "Notes"), rail().locator("a:not([aria-current])").first()];
  for (const [index, one] of here.entries()) {
    const other = elsewhere[index];
    expect(other === undefined ? "" : await look(other)).not.toBe(await look(one));
  }
  const views = page.getByRole("radiogroup", { name: "Show as" });
  expect(await look(views.getByText("Over time"))).not.toBe(await look(views.getByText("Plots")));
  await views.getByText("As reported").click();
  await page
    .getByRole("button", { name: /^More about/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Sensitivity…" }).click();
  const box = page.getByRole("dialog").getByRole("checkbox").first();
  const before = await look(box);
  await box.click();
  await expect.poll(() => look(box)).not.toBe(before);
  await page.emulateMedia({ forcedColors: null });
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
