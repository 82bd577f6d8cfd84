import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

const directory = process.env["WARDBOOK_JOURNEYS_PICTURES"];

/** Pictures of a page as it stands, light and wide, then dark and narrow: for whoever wants to look at them, and nobody else waits for them. */
export async function takePictures(page: Page, name: string): Promise<void> {
  if (directory === undefined) return;
  mkdirSync(directory, { recursive: true });
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 380],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(directory, `${name}-${scheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}
