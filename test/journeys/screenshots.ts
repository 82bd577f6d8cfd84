// Makes the pictures of docs/screenshots: `node test/journeys/screenshots.ts [name …]`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { setup as unpackChromium } from "../support/unpack-chromium.ts";
import { accessPictures } from "./pictures/access-pictures.ts";
import { chartPictures } from "./pictures/chart-pictures.ts";
import { deskPictures } from "./pictures/desk-pictures.ts";
import { doorPictures } from "./pictures/door-pictures.ts";
import { enter } from "./pictures/enter.ts";
import { housePictures } from "./pictures/house-pictures.ts";
import { moneyPictures } from "./pictures/money-pictures.ts";
import { myRecordPictures } from "./pictures/my-record-pictures.ts";
import type { Picture } from "./pictures/picture.ts";
import { reportPictures } from "./pictures/report-pictures.ts";
import { type HouseWithPast, aHouseWithPast } from "./support/house-with-a-past.ts";
import { settled } from "./support/follow.ts";
import { repackPng } from "./support/repack-png.ts";

// A Thursday morning: half of the day's appointments are over.
const moment = Date.parse("2026-06-11T10:41:00+01:00");
const directory = join(import.meta.dirname, "../../docs/screenshots");
// What changes the organisation comes last, so that the other pictures don't show it.
const pictures: readonly Picture[] = [
  ...doorPictures,
  ...chartPictures,
  ...deskPictures,
  ...moneyPictures,
  ...myRecordPictures,
  ...housePictures,
  ...accessPictures,
  ...reportPictures,
];

async function take(picture: Picture, browser: Browser, { serving, now }: HouseWithPast): Promise<void> {
  const context = await browser.newContext({
    baseURL: serving.origin,
    viewport: picture.phone === true ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme: picture.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  const page = await context.newPage();
  // Counts its requests from the first.
  await settled(page);
  await page.clock.install({ time: now() });
  if (picture.as !== undefined) await enter(page, serving, picture.as);
  await picture.show(page, serving);
  await settled(page);
  await page.mouse.move(0, 0);
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement && !document.activeElement.matches("input, textarea")
      ? document.activeElement.blur()
      : undefined,
  );
  writeFileSync(
    join(directory, `${picture.name}.png`),
    repackPng(await page.screenshot({ animations: "disabled", caret: "hide" })),
  );
  await context.close();
}

mkdirSync(directory, { recursive: true });
const wanted = process.argv.slice(2);
await unpackChromium();
const house = await aHouseWithPast(moment, process.env["WARDBOOK_JOURNEYS_WEB"]);
const browser = await launchBrowser();
try {
  for (const picture of pictures.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    await take(picture, browser, house);
    process.stdout.write(`${picture.name}.png\n`);
  }
} finally {
  await browser.close();
  await house.end();
}
