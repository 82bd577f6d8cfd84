import type { Page } from "playwright-core";
import { aDevice } from "../support/passkeys.ts";
import { openChart } from "./chart-pictures.ts";
import type { Picture } from "./picture.ts";

async function showPasskeySignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a name and password" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
}

async function addPasskey(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  await page.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  for (const name of ["Laptop, treatment room 2", "Blue security key"]) {
    const device = await aDevice(page);
    await device.touch(true);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText(name, { exact: true }).waitFor();
    await device.lose();
  }
}

async function beginRecovery(page: Page): Promise<void> {
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Change Amara Osei" }).click();
  await page.getByRole("menuitem", { name: "Recover lost access…" }).click();
  await page.getByLabel("What happened").fill("Phone lost on the bus; known to me in person");
  await page.getByRole("button", { name: "Begin the recovery" }).click();
  await page.getByRole("button", { name: /^Approve / }).click();
  await page.getByRole("dialog").getByRole("checkbox").check();
}

async function lock(page: Page): Promise<void> {
  await openChart(page, "Vitals");
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    const { csrfToken } = (await (await fetch("/api/session")).json()) as { csrfToken: string };
    await fetch("/api/session", { method: "DELETE", headers: { "x-wardbook-csrf": csrfToken } });
  });
  const noticed = page.getByRole("dialog", { name: "Sign in to go on" });
  const next = page.getByRole("navigation", { name: "Chart sections" }).getByRole("link", { name: "Results" });
  // The page may find out by itself meanwhile, and stand before the link.
  await next.click({ timeout: 2_000 }).catch(() => undefined);
  await noticed.waitFor();
}

export const doorPictures: readonly Picture[] = [
  { name: "sign-in", show: async (page) => void (await page.goto("/sign-in")) },
  { name: "sign-in-passkey", show: showPasskeySignIn },
  { name: "account", as: "clinician", show: addPasskey },
  { name: "lost-access", as: "administrator", show: beginRecovery },
  { name: "locked", as: "clinician", show: lock },
];
