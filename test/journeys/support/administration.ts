import type { Locator, Page } from "playwright-core";

export interface NewColleague {
  readonly given: string;
  readonly family: string;
  readonly jobTitle: string;
  readonly role: "Administrator" | "Clinician" | "Front desk" | "Auditor";
}

/** Adds a colleague; answers the temporary password that is shown once. */
export async function addPerson(page: Page, { given, family, jobTitle, role }: NewColleague): Promise<string> {
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Add a person" }).click();
  const form = page.getByRole("dialog", { name: "Add a person" });
  await form.getByLabel("Given name").fill(given);
  await form.getByLabel("Family name").fill(family);
  await form.getByLabel("Name to sign in with").focus();
  await form.getByLabel("Job title").fill(jobTitle);
  await chooseFrom(page, form.getByRole("combobox", { name: "Role" }), role);
  await form.getByRole("button", { name: "Add", exact: true }).click();
  const shown = page.getByRole("dialog", { name: `Temporary password of ${given} ${family}` });
  const password = await shown.locator("code").last().innerText();
  await shown.getByRole("button", { name: "I have passed it on" }).click();
  await shown.waitFor({ state: "hidden" });
  return password;
}

/** Chooses what a list offers, as somebody does who knows what they want: by typing it. */
export async function chooseFrom(page: Page, field: Locator, label: string | RegExp): Promise<void> {
  await field.click();
  if (typeof label === "string") await field.fill(label);
  await page
    .getByRole("option", { name: label, exact: typeof label === "string" })
    .first()
    .click();
}
