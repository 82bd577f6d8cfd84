import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words as arabicAccount } from "../../web/workspaces/account/words/ar.ts";
import { words as hindiAccount } from "../../web/workspaces/account/words/hi.ts";
import { words as arabicPeople } from "../../web/workspaces/administration/_parts/words/ar.ts";
import { words as arabicHouse } from "../../web/workspaces/administration/words/ar.ts";
import { words as hindi } from "../../web/app/words/hi.ts";
import { words as arabicMoney } from "../../web/workspaces/billing/words/ar.ts";
import { words as arabicChart } from "../../web/workspaces/chart/words/ar.ts";
import { words as hindiChart } from "../../web/workspaces/chart/words/hi.ts";
import { words as arabicDesk } from "../../web/workspaces/desk/words/ar.ts";
import { words as arabicAsked } from "../../web/workspaces/enquiries/words/ar.ts";
import { words as arabicOfficer } from "../../web/workspaces/governance/words/ar.ts";
import { words as arabicDay } from "../../web/workspaces/home/words/ar.ts";
import { words as hindiDay } from "../../web/workspaces/home/words/hi.ts";
import { words as arabicMessages } from "../../web/workspaces/messages/words/ar.ts";
import { words as hindiMessages } from "../../web/workspaces/messages/words/hi.ts";
import { words as hindiPeople } from "../../web/workspaces/people/words/hi.ts";
import { words as arabicReports } from "../../web/workspaces/reports/words/ar.ts";
import { words as hindiReports } from "../../web/workspaces/reports/words/hi.ts";
import { launchBrowser } from "../support/browser.ts";
import { enterBy } from "../support/demonstration-desk.ts";
import { accessibilityFaults, appear, overflow } from "./support/audit.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

// A morning at the demonstration, in Hindi on a phone in the dark and in Arabic at a desk by day. Each does half of the desk's acts.
let browser: Browser;
let day: WorkingDay;
let patient = "";

beforeAll(async () => {
  [day, browser] = await Promise.all([aWorkingDay(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await day?.end();
});

const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

function onPage(page: Page, language: string) {
  return {
    heading: (name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor(),
    button: (name: string) => page.getByRole("button", { name, exact: true }),
    field: (name: string) => page.getByRole("textbox", { name, exact: true }),
    /** What it looks like where there is a folder for pictures, and what is wrong with it. */
    async look(name: string) {
      expect(await overflow(page), name).toEqual([]);
      if (pictures === undefined) return;
      await page.waitForLoadState("networkidle");
      await page.screenshot({ path: `${pictures}/language-${language}-${name}.png` });
    },
  };
}

test("a desk registers somebody in Hindi on a phone, and others work on", async () => {
  const window = await day.enter(browser, "Jodie Fairweather", { locale: "hi-IN" });
  const { page } = window;
  await appear(page, "dark", 380);
  const { heading, button, field, look } = onPage(page, "hi");
  await heading(hindi.todaysBoard);
  await page.locator("[data-card]").first().waitFor();
  await look("board");
  await page.goto("/patients/new");
  await field(hindiPeople.familyName).fill("Brannigan");
  await field(hindiPeople.givenNames).fill("Orla");
  await field(hindiPeople.dateOfBirth).fill("१४/०८/१९७९");
  await field(hindiPeople.telephone).fill("07700 900123");
  await page.getByText(hindiPeople.isKept).waitFor();
  await look("register");
  await button(hindiPeople.register).click();
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  patient = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";
  await page.getByRole("region", { name: hindiChart.patient }).getByText("BRANNIGAN, Orla").waitFor();
  await page.goto("/account/sessions");
  await heading(hindiAccount.sessions);
  await look("sessions");
  await page.goto("/messages?write=true");
  await page.getByRole("heading", { name: hindiMessages.newMessage }).waitFor();
  await look("messages");

  await enterBy(page, "Amara Osei");
  await heading(hindiDay.myListToday);
  await page.locator("[data-appointment]").first().waitFor();
  await look("day");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.goto(`/patients/${patient}`);
  await page.getByRole("navigation", { name: hindiChart.sections }).waitFor();
  await look("chart");
  await enterBy(page, "Rosalind Aldous");
  await page.goto("/reports");
  await heading(hindiReports.reports);
  await page.getByRole("heading", { level: 2, name: hindiReports.useOfHours }).waitFor();
  await look("reports");
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(window.complaints).toEqual([]);
  await window.close();
});

test("a desk books and takes a payment in Arabic, and others work on", async () => {
  const window = await day.enter(browser, "Jodie Fairweather", { locale: "ar-EG" });
  const { page } = window;
  await appear(page, "light", 1280);
  const { heading, button, look } = onPage(page, "ar");
  const dialog = page.getByRole("dialog");
  const check = async (name: string) => {
    expect(await accessibilityFaults(page), name).toEqual([]);
    await look(name);
  };
  await page.goto("/calendar");
  await heading(arabicDesk.calendar);
  await page.locator("[data-block]").first().waitFor();
  await button(arabicDesk.book).click();
  await dialog.getByLabel(arabicDesk.patient).first().fill("brann");
  await page
    .getByRole("option", { name: /BRANNIGAN/ })
    .first()
    .click();
  const free = dialog.getByRole("region", { name: arabicDesk.freeTimes }).getByRole("button").first();
  await expect.poll(() => free.isEnabled()).toBe(true);
  await free.click();
  await check("book");
  await dialog.getByRole("button", { name: arabicDesk.book, exact: true }).click();
  await page.getByRole("alert").filter({ hasText: arabicDesk.bookedAnnounced }).first().waitFor();
  await page.goto(`/billing/patients/${patient}`);
  await heading(arabicMoney.money);
  await button(arabicMoney.takePayment).click();
  await dialog.getByLabel(arabicMoney.amount, { exact: true }).fill("١٬٢٥٠٫٥");
  await dialog.getByRole("button", { name: arabicMoney.takeOnly }).click();
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("cell", { name: /1,250\.50/ })
    .first()
    .waitFor();
  await check("paid");
  const desk = [
    ["/enquiries", arabicAsked.enquiries],
    ["/messages", arabicMessages.messages],
    ["/account", arabicAccount.signingIn],
  ] as const;
  for (const [path, name] of desk) {
    await page.goto(path);
    await heading(name);
    await look(path.slice(1));
  }

  await enterBy(page, "Amara Osei");
  await heading(arabicDay.myListToday);
  await page.locator("[data-appointment]").first().waitFor();
  await check("day");
  await page.goto(`/patients/${patient}`);
  await page.getByRole("navigation", { name: arabicChart.sections }).waitFor();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await check("chart");

  const directionOf = (name: string) =>
    page
      .locator(name)
      .first()
      .evaluate((one) => getComputedStyle(one).direction);
  expect(await directionOf("nav[aria-label] a[data-here]")).toBe("rtl");
  expect(await directionOf("main h1")).toBe("rtl");

  await enterBy(page, "Rosalind Aldous");
  await page.goto("/reports");
  await page.getByRole("heading", { level: 2, name: arabicReports.useOfHours }).waitFor();
  await check("reports");
  const house = [
    ["/administration/branches", arabicHouse.branches],
    ["/administration/papers", arabicHouse.papers],
    ["/administration/outside", arabicHouse.outside],
    ["/administration/roles", arabicHouse.roles],
    ["/tasks", arabicOfficer.tasks],
  ] as const;
  for (const [path, name] of house) {
    await page.goto(path);
    await heading(name);
    await look(path.split("/").at(-1) ?? "");
  }
  await enterBy(page, "Helena Lindqvist");
  await page.goto("/administration/people");
  await enterBy(page, "Helena Lindqvist");
  await page.goto("/administration/people");
  await page.getByRole("button", { name: arabicPeople.addPerson }).click();
  await dialog.getByRole("textbox").first().waitFor();
  expect(await directionOf("[role=dialog]")).toBe("rtl");
  await check("house-dialog");
  expect(window.complaints).toEqual([]);
  await window.close();
});
