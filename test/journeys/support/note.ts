import type { Locator, Page } from "playwright-core";
import type { Account } from "./door.ts";

/** Where the editor says the words are. */
export function saveLine(page: Page): Locator {
  return page.locator("[data-save-state]").first();
}

/** Types at the end of the note's text, key by key, and waits until the server has it. */
export async function writeOn(page: Page, words: string): Promise<void> {
  const text = noteText(page);
  await text.focus();
  await text.press("Control+End");
  await text.pressSequentially(words, { delay: 3 });
  await page
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor();
}

export function noteText(page: Page): Locator {
  return page.getByLabel("Text", { exact: true });
}

/** Signs what the dialog shows, with all that it asks: both factors for the first signature of a session, the password for each
 *  further one, nothing in the demonstration. */
export async function signWith(page: Page, account: Account | undefined): Promise<void> {
  await page.getByRole("button", { name: "Sign", exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: /^Sign this/ });
  const asked = dialog.getByText("This signature takes a fresh proof").or(dialog.getByLabel("Your password"));
  if (account === undefined) return finish(dialog);
  await asked.waitFor();
  const password = dialog.getByLabel("Your password");
  if (await password.isVisible()) {
    await password.fill(account.password);
    return finish(dialog);
  }
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await proveBoth(page, account);
  await dialog.waitFor({ state: "hidden" });
}

async function finish(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** Password and code, where the server asks who is there. */
export async function proveBoth(page: Page, { password, authenticator }: Account): Promise<void> {
  const stepUp = page.getByRole("dialog", { name: "Is it still you?" });
  await stepUp.getByLabel("Password", { exact: true }).fill(password);
  await stepUp.getByLabel("Six-digit code").fill(await authenticator.code());
  await stepUp.getByRole("button", { name: "Go on" }).click();
  await stepUp.waitFor({ state: "hidden" });
}
