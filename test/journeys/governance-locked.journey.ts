import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "../../src/foundation/kernel/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody guesses a password until the account is locked: its holder and the officer hear of it.
let clinic: Clinic;
let browser: Browser;
let clinician: Account;
let officer: Account;
const windows: Window[] = [];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  officer = await clinic.account("privacy-officer", "Ines", "Rowan");
  await guessUntilLocked();
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function guessUntilLocked(): Promise<void> {
  const { identity, governance } = clinic.serving().house;
  const organisation = (await identity.organisations.all()).find(({ tenant }) => tenant === clinic.organisation);
  const origin = { from: "127.0.0.1", requestId: "guess" };
  const { username } = clinician;
  for (let attempt = 0; attempt < 5; attempt += 1)
    await identity.signIn.withPassword(organisation, { username, password: new Secret("Not-This-1") }, origin);
  for (let attempt = 0; attempt < 21; attempt += 1)
    await identity.signIn.withPassword(
      organisation,
      { username: `name-${attempt}`, password: new Secret("Not-This-1") },
      { from: "203.0.113.9", requestId: "spray" },
    );
  await governance.sweep(clinic.organisation);
  const person = await identity.people.byUsername(clinic.organisation, username);
  if (person === undefined) throw new Error("there is no such person");
  expect(person.state).toBe("locked");
  const operator = { kind: "system", id: "test", name: "test" } as const;
  await identity.people.change(operator, clinic.organisation, person.id, { unlock: true });
}

test("the holder reads at the next sign-in how often it failed, and says so once", async () => {
  const window = await openWindow(browser, clinic.origin, {});
  windows.push(window);
  const { page } = window;
  await signIn(page, clinician);
  const notice = page.getByRole("region", { name: "Failed attempts to sign in" });
  await notice.getByText(/^5 failed attempts to sign in as you since/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 10)).toEqual([]);
  await notice.getByRole("button", { name: "I have read this" }).click();
  await notice.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  expect(await notice.count()).toBe(0);
});

test("the officer has one task for it, and ends it with a note", async () => {
  const window = await openWindow(browser, clinic.origin, {});
  windows.push(window);
  const { page } = window;
  await signIn(page, officer);
  await page.goto("/tasks");
  const task = page.getByRole("listitem").filter({ hasText: "Locked after failed sign-ins" });
  await task.getByText(/: Maud Ferrier$/).waitFor();
  await page.getByText(/passwords of many names were tried: 203\.0\.113\.9 \(21 attempts since /).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await task.getByRole("button", { name: /^Done:/ }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Asked her: it was her new telephone.");
  await page.getByRole("dialog").getByRole("button", { name: "Done", exact: true }).click();
  await task.waitFor({ state: "detached" });
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
