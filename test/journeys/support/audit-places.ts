import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { accessibilityFaults, appear, appearances, overflow, unseenFocus } from "./audit.ts";
import { enterAs, enterAsSomebody } from "./door.ts";
import { follow, load, settled } from "./follow.ts";
import { type Installation, aDemonstration, anInstallation } from "./installation.ts";
import { type Place, places } from "./places.ts";
import { aFullChart, demonstrationSeed } from "./records.ts";
import { fhirAs } from "./session.ts";
import { type Window, openWindow } from "./window.ts";

/** Audits every place of some kinds of people: how it looks in each scheme and width, where the focus is, whether it fits. */
export function auditPlaces(chosen: (as: Place["as"], path: string) => boolean): void {
  const audited = places.filter(({ as, path }) => chosen(as, path));
  let demonstration: Installation;
  let untouched: Installation | undefined;
  let browser: Browser;
  let patient: string;
  const windows = new Map<Place["as"], Promise<Window>>();

  beforeAll(async () => {
    [demonstration, browser] = await Promise.all([aDemonstration(), launchBrowser()]);
    const { page } = await windowOf("clinician");
    const { family, given } = aFullChart(demonstrationSeed);
    const { body } = await fhirAs(page, `Patient?${new URLSearchParams({ family, given })}`);
    patient = (JSON.parse(body) as { entry: readonly { resource: { id: string } }[] }).entry[0]?.resource.id ?? "";
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([demonstration?.end(), untouched?.end()]);
  });

  /** One window for each kind of person, signed in once. */
  function windowOf(who: Place["as"]): Promise<Window> {
    const known = windows.get(who);
    if (known !== undefined) return known;
    const opening = (async () => {
      const { origin } = who === "newcomer" ? (untouched = await anInstallation()) : demonstration;
      const window = await openWindow(browser, origin, {
        // The place that such a link opens.
        refusals: [/^\/api\/recovery\/ticket$/],
      });
      if (who === "privacy-officer") await enterAsSomebody(window.page, who);
      else if (isSignedIn(who)) await enterAs(window.page, who);
      return window;
    })();
    windows.set(who, opening);
    return opening;
  }

  /** Windows in which nothing but an address is open. */
  const plain = new Set<Page>();

  async function goTo({ as, path, open }: Place): Promise<Page> {
    const { page } = await windowOf(as);
    const address = path.replace("{patient}", patient);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.emulateMedia({ colorScheme: "light" });
    // Loading the app anew takes most of the time: it is done where a dialog or what was typed would stay.
    if (plain.delete(page)) await follow(page, address);
    else await load(page, address);
    await page.locator("main h1").first().waitFor();
    await open?.(page);
    await settled(page);
    const hasLeft = new URL(page.url()).pathname !== new URL(address, page.url()).pathname;
    if (hasLeft) throw new Error(`${address} led to ${page.url()}`);
    if (open === undefined && isSignedIn(as)) plain.add(page);
    return page;
  }

  // Journeys audit their own pages in each appearance. Here each place has one, in turn; with `npm run test:places` all.
  const isWhole = process.env["WARDBOOK_PLACES"] === "whole";
  const shown = audited.map((place, index) => ({ ...place, seen: isWhole ? appearances : [pick(index)] }));

  describe.each(shown)("$name", ({ seen, ...place }) => {
    let page: Page;

    beforeAll(async () => {
      page = await goTo(place);
    });

    test("shows where the keyboard is", async () => {
      expect(await unseenFocus(page, 12)).toEqual([]);
    });

    test.each(seen)("is accessible in %s at %i px", async (colorScheme, width) => {
      await appear(page, colorScheme, width);
      expect(await accessibilityFaults(page)).toEqual([]);
    });

    test.each([380, 320])("needs no sideways scrolling at %i px", async (width) => {
      await page.setViewportSize({ width, height: 800 });
      // Plots are drawn anew a moment after the window has changed.
      await expect.poll(() => overflow(page), { timeout: 3_000 }).toEqual([]);
    });
  });

  test("no place broke the policy, failed in the console or asked another origin", async () => {
    const all = await Promise.all(windows.values());
    expect(all.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
}

function pick(index: number): (typeof appearances)[number] {
  return appearances[index % appearances.length] ?? ["light", 1280];
}

function isSignedIn(who: Place["as"]): who is Exclude<Place["as"], "newcomer" | "nobody"> {
  return who !== "newcomer" && who !== "nobody";
}
