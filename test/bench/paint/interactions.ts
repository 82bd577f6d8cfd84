import type { Page } from "playwright-core";
import { type Taken, timed } from "./watch.ts";

/** Who does it, of the demonstration's people. */
export type Person = "Jodie Fairweather" | "Amara Osei" | "Farida Rahmani" | "Rosalind Aldous";

/** A key or a click whose next paint is measured. */
export interface Interaction {
  readonly name: string;
  readonly as: Person;
  /** Where it is done. `{patient}` is a patient with a long record. */
  readonly path: string;
  /** Gets there, unmeasured; the page is loaded. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Does it, and waits for what it brings. */
  readonly measure: (page: Page) => Promise<Taken>;
}

const button = (page: Page, name: RegExp | string) => page.getByRole("button", { name }).first();
const lane = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name }).first().waitFor();
const dialogOf = (page: Page) => page.getByRole("dialog").first();

const key = (keys: string, there: (page: Page) => Promise<unknown>) => (page: Page) =>
  timed(
    page,
    () => page.keyboard.press(keys),
    () => there(page),
  );

/** A pointer that is there already: to find it isn't what is measured. */
async function click(page: Page, target: ReturnType<typeof button>, there: () => Promise<unknown>): Promise<Taken> {
  await target.hover();
  return timed(
    page,
    async () => {
      await page.mouse.down();
      await page.mouse.up();
    },
    there,
  );
}

const board = (page: Page) => lane(page, "Expected").getByRole("listitem").first().waitFor();
const blocks = (page: Page) => page.locator("[data-block]").first().waitFor();
const palette = (page: Page) => page.getByRole("combobox", { name: /^Find a patient/ }).waitFor();
const chartTab = (name: string, path: string): Interaction => ({
  name: `chart: open ${name}`,
  as: "Amara Osei",
  path: "/patients/{patient}",
  before: (page) => page.getByRole("region", { name: "Patient" }).waitFor(),
  measure: (page) => click(page, page.locator(`a[href$="/${path}"]`).first(), () => page.waitForURL(`**/${path}`)),
});
const report = (page: Page) => lane(page, "Revenue").waitFor();

/** Some twenty that a house does all day. */
export const interactions: readonly Interaction[] = [
  {
    name: "board: somebody arrived",
    as: "Jodie Fairweather",
    path: "/board",
    before: board,
    async measure(page) {
      const waiting = lane(page, "Waiting").getByRole("listitem");
      const before = await waiting.count();
      const target = lane(page, "Expected")
        .getByRole("button", { name: /^Arrived: / })
        .first();
      return click(page, target, () => waiting.nth(before).waitFor());
    },
  },
  {
    name: "board: open the menu of a card",
    as: "Jodie Fairweather",
    path: "/board",
    before: board,
    measure: (page) => click(page, button(page, /^More for/), () => page.getByRole("menuitem").first().waitFor()),
  },
  {
    name: "board: open the booking form",
    as: "Jodie Fairweather",
    path: "/board",
    before: board,
    measure: key("b", (page) => dialogOf(page).waitFor()),
  },
  {
    name: "booking: type a letter of a name",
    as: "Jodie Fairweather",
    path: "/board",
    async before(page) {
      await board(page);
      await page.keyboard.press("b");
      await dialogOf(page).getByLabel("Patient").first().click();
      await page.keyboard.type("ka");
      await page.getByRole("option").first().waitFor();
    },
    measure: key("l", (page) => page.waitForTimeout(700)),
  },
  {
    name: "board: to the calendar",
    as: "Jodie Fairweather",
    path: "/board",
    before: board,
    measure: (page) => click(page, page.locator('a[href^="/calendar"]').first(), () => blocks(page)),
  },
  {
    name: "calendar: the next day",
    as: "Jodie Fairweather",
    path: "/calendar",
    before: blocks,
    measure: key("]", blocks),
  },
  { name: "calendar: a week", as: "Jodie Fairweather", path: "/calendar", before: blocks, measure: key("w", blocks) },
  {
    name: "calendar: open an appointment",
    as: "Jodie Fairweather",
    path: "/calendar",
    before: blocks,
    measure: (page) =>
      click(page, page.locator("[data-block][data-state=booked]").first(), () => dialogOf(page).waitFor()),
  },
  {
    name: "palette: open",
    as: "Jodie Fairweather",
    path: "/board",
    before: board,
    measure: key("Control+k", palette),
  },
  {
    name: "palette: type a letter",
    as: "Jodie Fairweather",
    path: "/board",
    async before(page) {
      await board(page);
      await page.keyboard.press("Control+k");
      await palette(page);
      await page.keyboard.type("ka");
      await page.waitForTimeout(800);
    },
    measure: key("l", (page) => page.waitForTimeout(700)),
  },
  {
    name: "patients: type a letter",
    as: "Jodie Fairweather",
    path: "/patients",
    async before(page) {
      await page.getByRole("searchbox").or(page.getByRole("textbox")).first().click();
      await page.keyboard.type("ka");
      await page.waitForTimeout(800);
    },
    measure: key("l", (page) => page.waitForTimeout(700)),
  },
  chartTab("Results", "results"),
  chartTab("Timeline", "timeline"),
  chartTab("Notes", "notes"),
  chartTab("Vitals", "vitals"),
  chartTab("Therapy", "therapy"),
  {
    name: "note: type a letter",
    as: "Amara Osei",
    path: "/patients/{patient}/notes/write/{draft}",
    async before(page) {
      await page.locator("textarea").first().click();
      await page.keyboard.type("Walks with a frame. ");
      await page.waitForTimeout(300);
    },
    measure: key("s", () => Promise.resolve()),
  },
  {
    name: "money: open the form of a payment",
    as: "Farida Rahmani",
    path: "/billing/patients/{patient}",
    before: (page) => button(page, "Take a payment").waitFor(),
    measure: key("p", (page) => dialogOf(page).waitFor()),
  },
  {
    name: "money: to the price list",
    as: "Farida Rahmani",
    path: "/billing",
    before: (page) => page.getByRole("list", { name: "Dues by age" }).waitFor(),
    measure: (page) => click(page, page.locator('a[href="/billing/prices"]').first(), () => heading(page, "Prices")),
  },
  {
    name: "reports: the month before",
    as: "Rosalind Aldous",
    path: "/reports",
    before: report,
    measure: key("[", async (page) => {
      await page.waitForURL(/day=/);
      await report(page);
    }),
  },
  {
    name: "reports: a plot as its table",
    as: "Rosalind Aldous",
    path: "/reports",
    before: report,
    measure: (page) =>
      click(page, lane(page, "Missed and cancelled").getByRole("button", { name: "Show as a table" }), () =>
        lane(page, "Missed and cancelled").getByRole("table").first().waitFor(),
      ),
  },
];

/** First pages of the workspaces. */
export const pages: readonly { readonly name: string; readonly as: Person; readonly path: string }[] = [
  { name: "board", as: "Jodie Fairweather", path: "/board" },
  { name: "calendar", as: "Jodie Fairweather", path: "/calendar" },
  { name: "enquiries", as: "Jodie Fairweather", path: "/enquiries" },
  { name: "patients", as: "Jodie Fairweather", path: "/patients" },
  { name: "messages", as: "Jodie Fairweather", path: "/messages" },
  { name: "a therapist's first page", as: "Amara Osei", path: "/" },
  { name: "chart", as: "Amara Osei", path: "/patients/{patient}" },
  { name: "money", as: "Farida Rahmani", path: "/billing" },
  { name: "a patient's money", as: "Farida Rahmani", path: "/billing/patients/{patient}" },
  { name: "reports", as: "Rosalind Aldous", path: "/reports" },
];
