import type { Locator, Page } from "playwright-core";

/** Finds a patient while typing, and opens the chart. */
export async function findPatient(
  page: Page,
  { family, given }: { readonly family: string; readonly given: string },
): Promise<void> {
  await page.goto("/patients");
  const field = page.getByRole("textbox", { name: "Find a patient by name, date of birth or number" });
  await field.pressSequentially(`${family.slice(0, 5)} ${given.slice(0, 3)}`, { delay: 30 });
  await page
    .getByRole("link", { name: chartName({ family, given }) })
    .first()
    .click();
  await chartSection(page, "Summary").waitFor();
}

/** "O'HARA, Ann", as lists and the banner show it. */
export function chartName({ family, given }: { readonly family: string; readonly given: string }): string {
  return `${family.toLocaleUpperCase("en-GB")}, ${given}`;
}

export function chartSection(page: Page, name: string): Locator {
  return page.getByRole("navigation", { name: "Chart sections" }).getByRole("link", { name, exact: true });
}

/** Goes to a section of the open chart, and waits for its heading. */
export async function openSection(page: Page, name: string, heading: string | RegExp): Promise<void> {
  await chartSection(page, name).click();
  await page.getByRole("main").getByRole("heading", { name: heading }).first().waitFor();
}

export function banner(page: Page): Locator {
  return page.getByRole("region", { name: "Patient", exact: true });
}
