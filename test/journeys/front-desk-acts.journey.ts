import { writeFileSync } from "node:fs";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Effort, type Hand, aHand, humanSeconds } from "./support/hand.ts";
import { settled } from "./support/follow.ts";
import type { Window } from "./support/window.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

// What the commonest acts of a front desk cost in keys, clicks and steps. With WARDBOOK_DESK_ACTS=<file> the table of docs/front-desk.md is
// written there.
let day: WorkingDay;
let browser: Browser;
let desk: Window;
let page: Page;
const efforts: { readonly act: string; readonly effort: Effort }[] = [];
const table = process.env["WARDBOOK_DESK_ACTS"];

beforeAll(async () => {
  [day, browser] = await Promise.all([aWorkingDay(), launchBrowser()]);
  desk = await day.enter(browser, "Jodie Fairweather");
  ({ page } = desk);
  await lane("Expected").waitFor();
});

afterAll(async () => {
  if (table !== undefined) writeFileSync(table, tableOf(efforts));
  await browser?.close();
  await day?.end();
});

const lane = (name: string) => page.getByRole("region", { name, exact: true });
const dialog = () => page.getByRole("dialog");
const gone = (target: Locator) => target.waitFor({ state: "detached" });
const notice = (words: RegExp) => page.getByRole("alert").filter({ hasText: words }).first();
const option = (words: RegExp) => page.getByRole("option", { name: words }).first();
const freeTime = () => dialog().getByRole("region", { name: "Free times" }).getByRole("button").first();

async function measured(act: string, work: (hand: Hand) => Promise<void>): Promise<Effort> {
  await closeNotices();
  await settled(page);
  const hand = aHand(page);
  await work(hand);
  const effort = hand.effort();
  efforts.push({ act, effort });
  return effort;
}

async function closeNotices(): Promise<void> {
  for (const button of await page.locator(".mantine-Notification-closeButton").all())
    await button.click({ timeout: 1_000 }).catch(() => undefined);
}

function tableOf(rows: typeof efforts): string {
  const line = ({ act, effort }: (typeof efforts)[number]) => {
    const waited = effort.waitedMilliseconds / 1000;
    const cells = [effort.keystrokes, effort.clicks, effort.actions, waited.toFixed(1)];
    return `| ${act} | ${cells.join(" | ")} | ${Math.round(humanSeconds(effort) + waited)} |`;
  };
  return [
    "| act | keys | clicks | steps | waited, s | in all, s |",
    "|---|---|---|---|---|---|",
    ...rows.map(line),
    "",
  ].join("\n");
}

/** In the booking form: types a name, and takes the first who fits. */
async function forPatient(hand: Hand, name: string): Promise<void> {
  await hand.type(name);
  await hand.until(option(new RegExp(name, "i")).waitFor());
  await hand.press("ArrowDown");
  await hand.press("Enter");
}

test("finding a patient takes three steps", async () => {
  const { actions } = await measured("Find a patient and open the chart", async (hand) => {
    await hand.press("Control+k");
    await hand.until(page.getByRole("combobox", { name: /^Find a patient/ }).waitFor());
    await hand.type("melny");
    await hand.until(page.locator("[role=option][aria-selected=true]", { hasText: /melnyk/i }).waitFor());
    await hand.press("Enter");
    await hand.until(page.getByRole("region", { name: "Patient" }).waitFor());
  });
  expect(actions).toBe(3);
});

test("a new patient is registered and booked, without the mouse but for the time", async () => {
  const effort = await measured("Register a new patient and book", async (hand) => {
    await hand.press("Control+k");
    await hand.until(page.getByRole("combobox", { name: /^Find a patient/ }).waitFor());
    await hand.type("regis");
    await hand.until(page.locator("[role=option][aria-selected=true]", { hasText: "Register a patient" }).waitFor());
    await hand.press("Enter");
    await hand.until(page.getByLabel("Family name").waitFor());
    await hand.type("Brannigan", "Tab");
    await hand.type("Orla", "Tab");
    await hand.type("14/08/1979", "Tab");
    await hand.press("Tab");
    await hand.type("07700900123", "Enter");
    await hand.until(page.getByRole("region", { name: "Patient" }).getByText("BRANNIGAN").waitFor());
    await hand.press("g");
    await hand.press("c");
    await hand.until(lane("Expected").waitFor());
    await hand.press("b");
    await hand.until(dialog().waitFor());
    await forPatient(hand, "brann");
    await hand.until(freeTime().waitFor());
    await hand.click(freeTime());
    await hand.click(dialog().getByRole("button", { name: "Book", exact: true }));
    await hand.until(notice(/Booked/).waitFor());
  });
  expect(effort.actions).toBeLessThanOrEqual(18);
  // Of the sixty seconds that it may take, the typing and pointing of an average typist.
  expect(humanSeconds(effort)).toBeLessThan(55);
});

test("who is through is booked again in two steps", async () => {
  await lane("Done").waitFor();
  const { actions } = await measured("Book again", async (hand) => {
    await hand.click(
      lane("Done")
        .getByRole("button", { name: /^Book again/ })
        .first(),
    );
    await hand.until(dialog().getByRole("button", { name: "Book", exact: true, disabled: false }).waitFor());
    await hand.until(freeTime().and(page.locator("[aria-pressed=true]")).waitFor());
    await hand.press("Enter");
    await hand.until(notice(/Booked/).waitFor());
  });
  expect(actions).toBeLessThanOrEqual(3);
});

test.each([
  ["Somebody arrived", "Expected", /^Arrived: /, "Waiting"],
  ["Goes in to the clinician", "Waiting", /^Goes in: /, "In session"],
  ["Is through", "In session", /^Done: /, "Done"],
] as const)("%s: one step", async (act, from, button, to) => {
  const { actions } = await measured(act, async (hand) => {
    const count = await lane(to).getByRole("listitem").count();
    await hand.click(lane(from).getByRole("button", { name: button }).first());
    await hand.until(expect.poll(() => lane(to).getByRole("listitem").count()).toBe(count + 1));
  });
  expect(actions).toBe(1);
});

test("a cancellation with its reason takes five steps at most", async () => {
  const { actions } = await measured("Cancel, with the reason", async (hand) => {
    await hand.click(
      lane("Expected")
        .getByRole("button", { name: /^More for/ })
        .nth(2),
    );
    await hand.click(page.getByRole("menuitem", { name: "Cancel…" }));
    await hand.until(dialog().waitFor());
    await hand.click(dialog().getByLabel("Why, if it helps"));
    await hand.type("No transport", "Enter");
    await hand.until(
      notice(/Cancelled/)
        .or(page.getByRole("dialog", { name: /^Cancelled/ }))
        .first()
        .waitFor(),
    );
  });
  expect(actions).toBeLessThanOrEqual(5);
  if (await dialog().isVisible()) await page.keyboard.press("Escape");
});

test("a move is one drag, and can be taken back", async () => {
  await page.goto("/calendar?day=2026-06-11");
  const card = page.locator("[data-block][data-state=booked]").last();
  await card.waitFor();
  await card.scrollIntoViewIfNeeded();
  const { actions } = await measured("Move", async (hand) => {
    await hand.drag(card, -60);
    await hand.until(page.getByRole("button", { name: "Undo" }).waitFor());
  });
  expect(actions).toBe(1);
});

test("a series of ten is booked in nine steps", async () => {
  const { actions } = await measured("Book a series of ten", async (hand) => {
    await hand.press("b");
    await hand.click(page.getByRole("tab", { name: "Series" }));
    await hand.click(dialog().getByLabel("Patient"));
    await forPatient(hand, "georg");
    await hand.click(dialog().getByLabel("Time", { exact: true }));
    await hand.type("1330", "Enter");
    await hand.until(
      dialog()
        .getByText(/of 10 sessions/)
        .waitFor(),
    );
    await hand.click(dialog().getByRole("button", { name: /^Book \d+ sessions$/ }));
    await hand.until(notice(/Booked/).waitFor());
  });
  expect(actions).toBeLessThanOrEqual(9);
});

test("a payment is taken and its receipt printed in three steps, from the board", async () => {
  await page.goto("/board");
  const charge = lane("Done").getByRole("button", { name: /^Use a session, or charge/ });
  await charge.first().waitFor();
  const { actions } = await measured("Take a payment and print the receipt", async (hand) => {
    await hand.click(charge.first());
    const pay = page.getByRole("button", { name: "Take a payment" });
    await hand.until(pay.waitFor());
    await hand.click(pay);
    const amount = dialog().getByLabel("Amount", { exact: true });
    await hand.until(expect.poll(() => amount.evaluate((field) => document.activeElement === field)).toBe(true));
    const receipt = page.waitForEvent("download");
    await hand.press("Enter");
    await hand.until(receipt);
    expect((await receipt).suggestedFilename()).toMatch(/-R-\d{4}-\d{6}\.pdf$/);
  });
  expect(actions).toBeLessThanOrEqual(4);
  await page.getByText("Nothing is due").waitFor();
  await page.goto("/board");
  await lane("Expected").waitFor();
});

// Beside the ten.
test("somebody is put on the waiting list in six steps", async () => {
  const { actions } = await measured("Put on the waiting list", async (hand) => {
    await hand.press("b");
    await hand.click(page.getByRole("tab", { name: "Waiting list" }));
    await hand.click(dialog().getByLabel("Patient"));
    await forPatient(hand, "linto");
    await hand.click(dialog().getByRole("button", { name: "Put on the list" }));
    await hand.until(gone(dialog()));
  });
  expect(actions).toBeLessThanOrEqual(7);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(desk.complaints).toEqual([]);
});
