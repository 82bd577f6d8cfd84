import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type BuiltScreen, builtScreens, scriptsAmong, weightOf } from "./support/built-files.ts";
import { signInBy } from "../support/demonstration-desk.ts";
import { settled } from "./support/follow.ts";
import { type Window, openWindow } from "./support/window.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

// What a browser has to fetch before anything is seen. Browsers take Brotli from a secure or local address alone: over a plain one it is gzip.
const most = {
  scripts: { brotli: 250, gzip: 286 },
  /** Of a chart's pages that begin with a form and its lists of choices. */
  scriptsOfForms: { brotli: 264, gzip: 302 },
  styles: { brotli: 24, gzip: 30 },
  /** Six are fetched at a time. */
  files: 90,
};
const hasForm = /^chart\/(?:therapy\/|orders\/|consents\/|AccessPage)/;

const tooHeavy = (screens: readonly BuiltScreen[], is: (screen: BuiltScreen) => boolean) =>
  screens.filter(is).map(({ page, scripts, styles }) => ({ page, scripts, styles }));

test("whichever page somebody begins with, it needs at most so much of scripts and styles", () => {
  const screens = builtScreens();
  expect(screens.length).toBeGreaterThan(90);
  expect(tooHeavy(screens, ({ scripts }) => scripts.files > most.files)).toEqual([]);
  for (const kind of ["brotli", "gzip"] as const) {
    const limit = (page: string) => (hasForm.test(page) ? most.scriptsOfForms : most.scripts)[kind];
    expect(tooHeavy(screens, ({ page, scripts }) => scripts[kind] > limit(page))).toEqual([]);
    expect(tooHeavy(screens, ({ styles }) => styles[kind] > most.styles[kind])).toEqual([]);
  }
});

let day: WorkingDay;
let browser: Browser;

beforeAll(async () => {
  [day, browser] = await Promise.all([aWorkingDay(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await day?.end();
});

/** What comes before it is asked for, a while after the page, isn't waited for: it never comes here. */
function holdWhatComesLater(): void {
  const real = globalThis.setTimeout;
  const held = (run: () => void, after = 0, ...given: unknown[]) => (after >= 1000 ? 0 : real(run, after, ...given));
  globalThis.setTimeout = held as typeof globalThis.setTimeout;
}

/** What a window that has nothing yet fetches of scripts for a page, until that is drawn. */
async function fetchedFor({ page }: Window, path: string) {
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.endsWith(".js"))
      sizes.set(
        response.url(),
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
  });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await settled(page);
  const sent = await Promise.all(sizes.values());
  return { ...weightOf(scriptsAmong(sizes.keys())), sent: sent.reduce((sum, size) => sum + size, 0) / 1024 };
}

test("so it is in a browser, which gets each script as it was compressed when it was built", async () => {
  const found = [];
  for (const path of ["/sign-in", "/", "/board", "/calendar", "/patients", "/enquiries", "/billing"]) {
    const window = await openWindow(browser, day.origin);
    if (path !== "/sign-in") await signInBy(window.page, "Jodie Fairweather");
    await window.context.addInitScript(holdWhatComesLater);
    found.push({ path, ...(await fetchedFor(window, path)) });
    expect(window.complaints).toEqual([]);
    await window.close();
  }
  // Told to whoever asks for it: `docs/performance.md` has these figures.
  if (process.env["WARDBOOK_JOURNEYS_FIGURES"] !== undefined) console.log(found);
  for (const { path, files, brotli, gzip, sent } of found) {
    expect(files, path).toBeGreaterThan(8);
    expect(files, path).toBeLessThanOrEqual(most.files);
    expect(brotli, path).toBeLessThanOrEqual(most.scripts.brotli);
    expect(gzip, path).toBeLessThanOrEqual(most.scripts.gzip);
    // A few bytes of each are the wrapping of what is sent in pieces.
    expect(Math.abs(sent - brotli), path).toBeLessThan(3);
  }
});
