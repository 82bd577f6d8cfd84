import type { Browser, Page } from "playwright-core";
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
import { words as arabicDoor } from "../../web/workspaces/sign-in/words/ar.ts";
import { words as hindiDoor } from "../../web/workspaces/sign-in/words/hi.ts";
import { launchBrowser } from "../support/browser.ts";
import { accessibilityFaults, appear, appearances, overflow } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { openWindow } from "./support/window.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

let clinic: Clinic;
let browser: Browser;
let day: WorkingDay;
let hala: Account;

beforeAll(async () => {
  [clinic, browser, day] = await Promise.all([aClinic(), launchBrowser(), aWorkingDay()]);
  hala = await clinic.account("clinician", "Hala", "Nasser");
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([clinic?.end(), day?.end()]);
});

const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/language-${name}.png` });
}

test.each([
  { locale: "hi-IN", direction: "ltr", door: hindiDoor, shell: hindi },
  { locale: "ar-EG", direction: "rtl", door: arabicDoor, shell: arabic },
])("a browser that asks for $locale is met in it, from the door on", async ({ locale, direction, door, shell }) => {
  const { page, complaints } = await openWindow(browser, clinic.origin, { locale });
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: door.signIn }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe(direction);
  expect(locale).toContain((await page.locator("html").getAttribute("lang")) ?? "nothing");
  await page.getByRole("button", { name: door.continue }).waitFor();
  for (const [scheme, width] of appearances) {
    await appear(page, scheme, width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    await picture(page, `${locale}-door-${scheme}-${width}`);
  }
  expect(complaints).toEqual([]);
  expect(shell.home).not.toBe("Home");
});

test("somebody chooses Arabic, and the page turns round and stays so; English is one choice away", async () => {
  const window = await openWindow(browser, clinic.origin);
  const { page } = window;
  await signIn(page, hala);
  const sections = page.getByRole("navigation").first();
  await page.getByRole("button", { name: /account/ }).click();
  await page.getByRole("menuitem", { name: "العربية" }).click();
  await page.getByRole("link", { name: arabic.patients }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  const rail = await sections.boundingBox();
  expect(rail?.x).toBeGreaterThan(900);
  for (const [scheme, width] of appearances) {
    await appear(page, scheme, width);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    if (pictures !== undefined) await page.waitForLoadState("networkidle");
    await picture(page, `ar-home-${scheme}-${width}`);
  }
  await appear(page, "light", 1280);
  await page.keyboard.press("Control+K");
  await page.getByRole("combobox", { name: arabic.findAnything }).waitFor();
  await picture(page, "ar-palette");
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("link", { name: arabic.patients }).waitFor();
  await page.getByRole("button", { name: new RegExp(arabic.account) }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("link", { name: "Patients" }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("ltr");
  expect(window.complaints).toEqual([]);
});

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
    await picture(page, `${one.locale}-${name}`);
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
