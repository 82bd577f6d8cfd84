import type { Page } from "playwright-core";
import type { Picture } from "./picture.ts";

/** Whose record the demonstration's patient reads. */
const patient = { named: "Katerina Georgiou" } as const;

async function results(page: Page): Promise<void> {
  await page.getByRole("link", { name: "All results" }).click();
  await page.getByRole("button", { name: /^Blood pressure: Earlier results/ }).click();
  await page.getByRole("table", { name: "Every result: Blood pressure" }).waitFor();
}

async function tryOut(page: Page): Promise<void> {
  await page.getByRole("link", { name: "What you decided, and what others see" }).click();
  await page.getByRole("radio", { name: "Keep my record from somebody" }).click();
  await page.getByRole("combobox", { name: "From whom" }).fill("pharm");
  await page.getByRole("option", { name: "Pharmacist", exact: true }).click();
  await page.getByRole("button", { name: "Look", exact: true }).click();
  const seen = page.getByRole("status").filter({ hasText: "would then see" });
  await seen.waitFor();
  await seen.evaluate((status) => status.scrollIntoView({ block: "end" }));
  await page.mouse.wheel(0, 330);
}

export const myRecordPictures: readonly Picture[] = [
  {
    name: "my-record-phone",
    as: patient,
    phone: true,
    show: (page) => page.getByText(/^Record of /).waitFor(),
  },
  { name: "my-results", as: patient, phone: true, show: results },
  { name: "my-consents", as: patient, phone: true, dark: true, show: tryOut },
];
