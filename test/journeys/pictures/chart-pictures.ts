import type { Page } from "playwright-core";
import type { Picture } from "./picture.ts";

export async function openChart(page: Page, section?: string, family = "Melnyk"): Promise<void> {
  await page.goto(`/patients?find=${family}`);
  await page
    .locator("main a[data-row]", { hasText: new RegExp(`^${family}`, "i") })
    .first()
    .click();
  if (section !== undefined)
    await page
      .getByRole("navigation", { name: "Chart sections" })
      .getByRole("link", { name: section, exact: true })
      .click();
}

const note = `Since last seen:
Walks twenty minutes on the flat without stopping. Stairs still one at a time, holding the rail.

Findings today:
Flexion 0–118°, no effusion. Single-leg stance 14 s right, 9 s left (was 6 s).

Impression:
Steady gain; balance on the left is what holds him back.

Next steps:
Add step-ups, 2 × 10 daily. Review in two weeks.`;

async function writeNote(page: Page): Promise<void> {
  await openChart(page, "Notes");
  await page.getByRole("link", { name: "Write a note" }).first().click();
  await page.getByLabel("Title").fill("Progress note");
  await page.getByLabel("Text", { exact: true }).fill(note);
  await page
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor();
}

export const chartPictures: readonly Picture[] = [
  { name: "chart-light", as: "clinician", show: (page) => openChart(page) },
  { name: "chart-dark", as: "clinician", dark: true, show: (page) => openChart(page) },
  { name: "chart-phone", as: "clinician", phone: true, show: (page) => openChart(page) },
  { name: "vitals", as: "clinician", show: (page) => openChart(page, "Vitals", "Linton") },
  { name: "results", as: "clinician", show: (page) => openChart(page, "Results") },
  { name: "note", as: "clinician", show: writeNote },
  { name: "who-looked", as: "clinician", show: (page) => openChart(page, "Who looked") },
  { name: "my-list", as: "clinician", show: async () => undefined },
  { name: "patients", as: "clinician", show: async (page) => void (await page.goto("/patients?find=ka")) },
];
