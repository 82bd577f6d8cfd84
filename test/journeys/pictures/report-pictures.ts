import type { Page } from "playwright-core";
import type { Picture } from "./picture.ts";

const as = { named: "Aldous" };
// The month before that of the pictures.
const reports = async (page: Page) => {
  await page.goto("/reports?day=2026-05-01");
  await page.getByRole("region", { name: "Use of working hours" }).waitFor();
};

const money = async (page: Page) => {
  await reports(page);
  await page.getByRole("heading", { name: "Revenue", exact: true }).evaluate((heading) => heading.scrollIntoView());
  await page.mouse.wheel(0, -70);
};

/** What an owner looks at. */
export const reportPictures: readonly Picture[] = [
  { name: "reports", as, show: reports },
  { name: "reports-dark", as, dark: true, show: money },
];
