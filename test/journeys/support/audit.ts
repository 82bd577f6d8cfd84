import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { CDPSession, Page } from "playwright-core";
import { withoutSweeps } from "../../support/sweeps.ts";

/** WCAG 2.0 to 2.2, levels A and AA. */
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** Each scheme and each width is audited everywhere by `npm test -- --sweeps`; with `npm run test:places` each scheme in each width. */
export const appearances: readonly (readonly ["light" | "dark", number])[] = [
  ["light", 1280],
  ["dark", 380],
  ...(process.env["WARDBOOK_PLACES"] === "whole"
    ? ([
        ["dark", 1280],
        ["light", 380],
      ] as const)
    : []),
];

const settlingMilliseconds = [80, 160, 320, 640] as const;
const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface WithAxe {
  readonly axe?: { run(options: RunOptions): Promise<AxeResults> };
}

/** What axe objects to on the page as it stands, and more than a second later still: Chromium on a busy machine paints inherited colours late. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  let faults = await faultsNow(page);
  for (const milliseconds of settlingMilliseconds) {
    if (faults.length === 0) return faults;
    await page.waitForTimeout(milliseconds);
    faults = await faultsNow(page);
  }
  return faults;
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Axe stays in the page until that is left: it is half a megabyte to parse. Chromium remembers what it has compiled of a script from page
 *  to page; of a text that a script evaluates it doesn't. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => (globalThis as WithAxe).axe !== undefined)) return;
  const opening = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, opening);
  await (await opening).send("Runtime.evaluate", { expression: await axeSource, returnByValue: false });
}

async function faultsNow(page: Page): Promise<readonly string[]> {
  await bringAxe(page);
  const runOnly: RunOptions["runOnly"] = { type: "tag", values: [...tags] };
  const violations = await page.evaluate(
    async (options) => (await (globalThis as WithAxe).axe?.run(options))?.violations,
    { runOnly, resultTypes: ["violations"], elementRef: false, preload: false } satisfies RunOptions,
  );
  if (violations === undefined) throw new Error("axe was not loaded");
  return violations
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary?.split("\n")[1]?.trim() ?? ""}`,
      ),
    )
    .filter((fault) => !isScrolledOut(fault));
}

/** Shows the page in a colour scheme and a width. */
export async function appear(page: Page, colorScheme: "light" | "dark", width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
}

/** A target at the edge of a list that scrolls is cut off, not small: how much of it shows depends on how long the list is. */
function isScrolledOut(fault: string): boolean {
  return fault.startsWith("target-size:") && fault.includes("partially obscured");
}

/** Whether the page can be scrolled sideways, and what sticks out. */
export async function overflow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} > ${clientWidth}`,
      ...out
        .slice(-3)
        .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}">`),
    ];
  });
}

/** Steps through what the Tab key reaches, and names what doesn't look any different for having the focus. */
export async function unseenFocus(page: Page, steps: number): Promise<readonly string[]> {
  const unseen: string[] = [];
  // However short a transition is, styles change only with the next frame; without one, at once.
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(still);
  });
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return undefined;
      // A field's frame may belong to what is around it, a hidden field's to its label.
      const around = [
        element,
        element.parentElement,
        element.parentElement?.parentElement,
        element.closest("label"),
      ].filter((one) => one instanceof HTMLElement);
      const looks = () =>
        around.map((one) => {
          const { outline, boxShadow, borderColor, borderWidth, backgroundColor } = getComputedStyle(one);
          return `${outline} ${boxShadow} ${borderColor} ${borderWidth} ${backgroundColor}`;
        });
      const focused = looks();
      element.blur();
      const blurred = looks();
      element.focus();
      return focused.some((look, index) => look !== blurred[index])
        ? undefined
        : `<${element.tagName.toLowerCase()}> ${element.getAttribute("aria-label") ?? element.innerText.slice(0, 40)}`;
    });
    if (name !== undefined) unseen.push(name);
  }
  await page.evaluate(() => document.adoptedStyleSheets.pop());
  return unseen;
}

/** Where to put a picture of each state of a screen that is audited, for whoever wants to see them with their own eyes. */
const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];
let pictured = 0;

function pictureName(directory: string, page: Page, variant: string): string {
  pictured += 1;
  const place = new URL(page.url()).pathname.replaceAll(/[^a-z]+/gi, "-").slice(0, 40);
  return `${directory}/${String(Math.ceil(pictured / appearances.length)).padStart(3, "0")}${place}-${variant}.png`;
}

let audits = 0;

/** The appearances in which a page is audited: by turns, where the sweeps are left out. */
function appearancesOfAudit(): typeof appearances {
  if (!withoutSweeps) return appearances;
  audits += 1;
  return appearances.filter((_, index) => index === audits % appearances.length);
}

/** What axe objects to on the page as it stands in the appearances, and what sticks out there. */
export async function faultsEverywhere(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  const faults: string[] = [];
  for (const [colorScheme, width] of appearancesOfAudit()) {
    await appear(page, colorScheme, width);
    const found = [...(await accessibilityFaults(page)), ...(await overflow(page))];
    faults.push(...found.map((fault) => `${colorScheme} ${width}: ${fault}`));
    if (pictures !== undefined) await page.screenshot({ path: pictureName(pictures, page, `${colorScheme}-${width}`) });
  }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: null });
  return faults;
}
