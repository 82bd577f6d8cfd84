import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words as arabic } from "../../web/app/words/ar.ts";
import { words as hindi } from "../../web/app/words/hi.ts";
import { words as arabicMoney } from "../../web/workspaces/billing/words/ar.ts";
import { words as hindiMoney } from "../../web/workspaces/billing/words/hi.ts";
import { words as arabicDesk } from "../../web/workspaces/desk/words/ar.ts";
import { words as hindiDesk } from "../../web/workspaces/desk/words/hi.ts";
import { words as arabicAsked } from "../../web/workspaces/enquiries/words/ar.ts";
import { words as hindiAsked } from "../../web/workspaces/enquiries/words/hi.ts";
import { words as arabicPeople } from "../../web/workspaces/people/words/ar.ts";
import { words as hindiPeople } from "../../web/workspaces/people/words/hi.ts";
import { launchBrowser } from "../support/browser.ts";
import { accessibilityFaults, appear, overflow } from "./support/audit.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

// A morning at the demonstration's desk, in Hindi on a phone in the dark and in Arabic at a desk by day.
let browser: Browser;
let day: WorkingDay;

beforeAll(async () => {
  [day, browser] = await Promise.all([aWorkingDay(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await day?.end();
});

const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

const atTheDesk = [
  {
    locale: "hi-IN",
    scheme: "dark",
    width: 380,
    words: { app: hindi, desk: hindiDesk, people: hindiPeople, asked: hindiAsked, money: hindiMoney },
    born: "१४/०८/१९७९",
    amount: "१,२५०.५",
  },
  {
    locale: "ar-EG",
    scheme: "light",
    width: 1280,
    words: { app: arabic, desk: arabicDesk, people: arabicPeople, asked: arabicAsked, money: arabicMoney },
    born: "14 أغسطس 1979",
    amount: "١٬٢٥٠٫٥",
  },
] as const;

test.each(atTheDesk)("a desk finds, registers, books and takes a payment in $locale", async (one) => {
  const { app, desk, people, asked, money } = one.words;
  const window = await day.enter(browser, "Jodie Fairweather", { locale: one.locale });
  const { page } = window;
  await appear(page, one.scheme, one.width);
  const check = async (name: string) => {
    expect(await accessibilityFaults(page), name).toEqual([]);
    expect(await overflow(page), name).toEqual([]);
    if (pictures !== undefined) await page.screenshot({ path: `${pictures}/language-${one.locale}-${name}.png` });
  };
  const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const field = (name: string) => page.getByRole("textbox", { name, exact: true });
  const dialog = page.getByRole("dialog");

  await page.goto("/");
  await heading(app.todaysBoard).waitFor();
  await page.locator("[data-card]").first().waitFor();
  await check("board");

  await page.goto("/patients");
  await page.getByLabel(people.findLabel).fill("melny");
  await page.getByRole("link", { name: /MELNYK/ }).waitFor();
  await check("found");

  await page.goto("/patients/new");
  await field(people.familyName).fill("Brannigan");
  await field(people.givenNames).fill("Orla");
  await field(people.dateOfBirth).fill(one.born);
  await field(people.telephone).fill("07700 900123");
  await page.getByText(people.isKept).waitFor();
  await check("register");
  await button(people.register).click();
  await page.waitForURL(/\/patients\/[0-9a-f-]{36}/);
  const patient = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";

  await page.goto("/calendar");
  await heading(desk.calendar).waitFor();
  await page.locator("[data-block]").first().waitFor();
  await check("calendar");
  await button(desk.book).click();
  await dialog.getByLabel(desk.patient).first().fill("brann");
  await page
    .getByRole("option", { name: /BRANNIGAN/ })
    .first()
    .click();
  const free = dialog.getByRole("region", { name: desk.freeTimes }).getByRole("button").first();
  await expect.poll(() => free.isEnabled()).toBe(true);
  await free.click();
  await check("book");
  await dialog.getByRole("button", { name: desk.book, exact: true }).click();
  await page.getByRole("alert").filter({ hasText: desk.bookedAnnounced }).first().waitFor();

  await page.goto(`/billing/patients/${patient}`);
  await heading(money.money).waitFor();
  await button(money.takePayment).click();
  await dialog.getByLabel(money.amount, { exact: true }).fill(one.amount);
  await check("pay");
  await dialog.getByRole("button", { name: money.takeOnly }).click();
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("cell", { name: /1,250\.50/ })
    .first()
    .waitFor();
  await check("paid");

  for (const [path, name] of [
    ["/enquiries", asked.enquiries],
    ["/billing", money.money],
  ] as const) {
    await page.goto(path);
    await heading(name).waitFor();
    await page.waitForLoadState("networkidle");
    await check(path.slice(1));
  }
  expect(window.complaints).toEqual([]);
  await window.close();
});
