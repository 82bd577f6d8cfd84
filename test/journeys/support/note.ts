import type { Locator, Page } from "playwright-core";

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

/** Shows what is to be signed, then signs it with the signer's password (nobody in the demonstration has one). */
export async function signWith(page: Page, password: string | undefined): Promise<void> {
  await page.getByRole("button", { name: "Sign", exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  if (password !== undefined) await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
