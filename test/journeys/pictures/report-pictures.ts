import type { Page } from "playwright-core";
import type { Serving } from "../../../src/serve.ts";
import { anImporter } from "../../support/house.ts";
import { monthsOfFigures } from "../support/figures.ts";
import type { Picture } from "./picture.ts";

const as = { named: "Aldous" };
// The month before that of the pictures.
const until = Date.parse("2026-06-11T08:00:00Z");
let filled = false;

/** The demonstration's appointments begin today: what was before is brought here. */
async function fill({ house }: Serving): Promise<void> {
  if (filled) return;
  filled = true;
  for (const { tenant } of await house.identity.organisations.all())
    await house.chart.importTogether(anImporter(tenant), monthsOfFigures(until, "Speech therapy", "GBP"));
}

const reports = async (page: Page, serving: Serving) => {
  await fill(serving);
  await page.goto("/reports?day=2026-05-01");
  await page.getByRole("region", { name: "Use of working hours" }).waitFor();
};

const money = async (page: Page, serving: Serving) => {
  await reports(page, serving);
  await page.getByRole("heading", { name: "Revenue", exact: true }).evaluate((heading) => heading.scrollIntoView());
  await page.mouse.wheel(0, -70);
};

/** What an owner looks at. */
export const reportPictures: readonly Picture[] = [
  { name: "reports", as, show: reports },
  { name: "reports-dark", as, dark: true, show: money },
];
