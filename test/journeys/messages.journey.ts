import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { banner, findPatient } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// A clinician writes to the desk about a patient, the desk answers, and the house announces. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let clinician: Window;
let desk: Window;
let office: Window;

const inboxLink = (page: Page) =>
  page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: /^Messages/ });
const choose = async (page: Page, name: string) => {
  await page.getByRole("combobox", { name: "To" }).fill(name);
  await page
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
};
const opening = (page: Page) => page.getByRole("list", { name: "Threads" }).getByRole("link").first();

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  [clinician, desk, office] = await Promise.all([
    openWindow(browser, clinic.origin),
    openWindow(browser, clinic.origin),
    openWindow(browser, clinic.origin),
  ]);
  await signIn(clinician.page, await clinic.account("clinician", "Maud", "Ferrier"));
  await signIn(desk.page, await clinic.account("front-desk", "Tom", "Birch"));
  await signIn(office.page, await clinic.account("administrator", "Mei", "Lindqvist"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("a message about a patient is written from the chart, survives a reload, and is sent", async () => {
  const { page } = clinician;
  await findPatient(page, clinic.patient);
  await banner(page).getByRole("link", { name: "Message" }).click();
  await choose(page, "Tom Birch");
  await page.getByLabel("Subject").fill("Next visit");
  await page
    .getByRole("textbox", { name: "Message", exact: true })
    .fill("Please book the next visit with a longer slot.");
  await page.getByText("Not sent yet. Kept on this device.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.reload();
  await expect.poll(() => page.getByLabel("Subject").inputValue()).toBe("Next visit");
  await page.getByText(`About ${clinic.patient.family.toLocaleUpperCase("en-GB")}`).waitFor();
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("region", { name: "Next visit" }).getByText("longer slot").waitFor();
});

test("its reader sees that it is there, opens it by keyboard and answers; the writer sees both without asking", async () => {
  const { page } = desk;
  await inboxLink(page).filter({ hasText: "1 not opened" }).waitFor({ timeout: 40_000 });
  await inboxLink(page).click();
  await opening(page).waitFor();
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("j");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.press("Enter");
  const thread = page.getByRole("region", { name: "Next visit" });
  await thread.getByText(/Whoever can’t see this patient/).waitFor();
  await thread.getByLabel("Answer").fill("Done: an hour, on Monday at ten.");
  await page.keyboard.press("Control+Enter");
  await thread.getByRole("list", { name: "Messages" }).getByText("Done: an hour").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  const back = clinician.page.getByRole("region", { name: "Next visit" });
  await back.getByRole("list", { name: "Messages" }).getByText("Done: an hour").waitFor();
  await back.getByText(/Opened by Tom Birch, \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d/).waitFor();
});

test("an announcement is for everybody, and says who acknowledged it", async () => {
  const { page } = office;
  await inboxLink(page).click();
  await page.getByText("No messages yet").waitFor();
  await page.keyboard.press("n");
  await page.getByLabel("Announcement").check();
  await choose(page, "Everybody who works here");
  await page.getByLabel("Subject").fill("Fire drill");
  await page
    .getByRole("textbox", { name: "Message", exact: true })
    .fill("On Friday at eleven. Everybody leaves by the front.");
  // Whoever sees no patients writes about none.
  expect(await page.getByRole("combobox", { name: "About a patient" }).count()).toBe(0);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("region", { name: "Fire drill" }).waitFor();
  await opening(desk.page).filter({ hasText: "Fire drill" }).click();
  await desk.page.getByRole("button", { name: "I have read this" }).click();
  await page.getByText(/Acknowledged by Tom Birch/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("link", { name: "Messages", exact: true }).first().click();
  for (const { complaints } of [clinician, desk, office]) expect(complaints).toEqual([]);
});
