import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// A role that runs the organisation: one administrator asks, another approves, and neither could alone.
let clinic: Clinic;
let browser: Browser;
let nurse: Account;
let second: Account;
const windows: Window[] = [];
let asker: Page;
let approver: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const first = await clinic.account("administrator", "Ada", "Okafor");
  second = await clinic.account("administrator", "Ben", "Ortiz");
  nurse = await clinic.account("nurse", "Nia", "Reed");
  [asker, approver] = [await enter(first), await enter(second)];
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(account: Account): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:people|role-requests)/] });
  windows.push(window);
  await signIn(window.page, account);
  return window.page;
}

const signing = () =>
  approver.getByRole("dialog", { name: "Approve this role" }).getByRole("button", { name: "Sign and approve" });
const waiting = (page: Page) => page.getByRole("list", { name: "Roles that wait for a second person" });
const title = "Administrator for Nia Reed";

async function roleOf({ username }: Account): Promise<string | undefined> {
  return (await clinic.serving().house.identity.people.byUsername(clinic.organisation, username))?.role;
}

test("who gives such a role is told that it takes two, and asks", async () => {
  await asker.goto("/administration/people");
  await asker.getByRole("button", { name: "Change Nia Reed" }).click();
  await asker.getByRole("menuitem", { name: "Change the role…" }).click();
  const dialog = asker.getByRole("dialog");
  await chooseFrom(asker, dialog.getByLabel("Role of Nia Reed"), "Administrator");
  await dialog.getByRole("button", { name: "Change the role" }).click();
  await dialog.getByText(/a second person who has it approves it/).waitFor();
  expect(await faultsEverywhere(asker)).toEqual([]);
  await dialog.getByRole("button", { name: "Ask a second person" }).click();
  await waiting(asker).getByText(title).waitFor();
  expect(
    await waiting(asker)
      .getByRole("button", { name: /^Approve/ })
      .count(),
  ).toBe(0);
  expect(await roleOf(nurse)).toBe("nurse");
  expect(await faultsEverywhere(asker)).toEqual([]);
  expect(await unseenFocus(asker, 16)).toEqual([]);
});

test("a colleague who is new here can't be the second person", async () => {
  await approver.goto("/tasks");
  await approver.getByRole("link", { name: /^Decide… Approve the role Administrator for Nia Reed/ }).click();
  await waiting(approver)
    .getByRole("button", { name: `Approve: ${title}` })
    .click();
  await signing().click();
  await proveBoth(approver, second);
  await approver
    .getByRole("alert")
    .getByText(/for a day/)
    .waitFor();
  expect(await roleOf(nurse)).toBe("nurse");
  expect(await faultsEverywhere(approver)).toEqual([]);
});

test("one who has been here for a day approves, and the role applies", async () => {
  await clinic.ageAccounts(25);
  await approver.reload();
  await waiting(approver)
    .getByRole("button", { name: `Approve: ${title}` })
    .click();
  // Nothing was signed with the proof of before.
  await signing().click();
  await waiting(approver).waitFor({ state: "detached" });
  const given = approver.getByRole("list", { name: "Roles that a second person approved" });
  await given.getByText("Meaning: Ben Ortiz approves this.").waitFor();
  await expect.poll(() => roleOf(nurse)).toBe("administrator");
  expect(await faultsEverywhere(approver)).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
