import type { Page } from "playwright-core";
import { aFullChart, bundleFile } from "../support/records.ts";
import type { Picture } from "./picture.ts";

async function importFiles(page: Page): Promise<void> {
  const { entries } = aFullChart(11);
  const { entries: results } = aFullChart(12);
  const broken = {
    fullUrl: "urn:uuid:5b1f4e0c-8a57-4c39-9a53-b2f1c7d90e11",
    resource: { resourceType: "Observation", status: "finished", code: { text: "Weight" } },
    request: { method: "POST", url: "Observation" },
  };
  await page.goto("/administration/import");
  for (const [name, of] of [
    ["former-system.json", entries],
    ["laboratory-week-23.json", [...results, broken]],
  ] as const) {
    await page.locator("input[type=file]").setInputFiles(bundleFile(name, of));
    await page
      .getByRole("region", { name: `Import of ${name}` })
      .getByText(/^Done/)
      .waitFor();
  }
}

async function verifyLedger(page: Page): Promise<void> {
  await page.goto("/administration/ledger");
  await page.getByRole("button", { name: /^Verify/ }).click();
  await page.getByText("Sound.", { exact: true }).waitFor();
}

export const housePictures: readonly Picture[] = [
  { name: "ledger", as: "administrator", show: verifyLedger },
  { name: "import", as: "administrator", show: importFiles },
];
