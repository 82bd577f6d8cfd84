import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, overflow, unseenFocus } from "./support/audit.ts";
import type { Window } from "./support/window.ts";
import { type WorkingDay, aWorkingDay } from "./support/working-day.ts";

// A morning at the front desk, at the demonstration's clinic. Each sentence goes on where the one before ended.
let day: WorkingDay;
let browser: Browser;
let desk: Window;
let page: Page;

beforeAll(async () => {
  [day, browser] = await Promise.all([aWorkingDay(), launchBrowser()]);
  // Refused for the journey's sake: a time that is taken, a time that needs a reason, and a server that is away.
  desk = await day.enter(browser, "Jodie Fairweather", { refusals: [/^\/api\/scheduling\//, /^\/api\/live$/] });
  ({ page } = desk);
});

afterAll(async () => {
  await browser?.close();
  await day?.end();
});

const dialog = () => page.getByRole("dialog");
const column = (name: string, of: Page = page) => of.getByRole("region", { name, exact: true });
const lane = (name: string, of: Page = page) => of.getByRole("region", { name, exact: true });
const booked = () => page.getByRole("alert").filter({ hasText: "Booked" }).first();

/** Types a name into the booking form and takes the first who fits, by keyboard. */
async function forPatient(name: string): Promise<void> {
  const field = dialog().getByLabel("Patient");
  await field.fill(name);
  await page
    .getByRole("option", { name: new RegExp(name, "i") })
    .first()
    .waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => field.inputValue()).toMatch(/,/);
}

async function choose(label: string, option: RegExp): Promise<void> {
  await dialog().getByLabel(label, { exact: true }).click();
  await page.getByRole("option", { name: option }).first().click();
}

async function toCalendar(): Promise<void> {
  // The branch that was looked at last is remembered on the device.
  await page.evaluate(() => localStorage.removeItem("wardbook.branch"));
  await page.goto("/calendar");
  await column("Dr Amara Osei").waitFor();
}

const freeTimes = () => dialog().getByRole("region", { name: "Free times" }).getByRole("button");

test("the calendar shows a day by therapist and by room, and a therapist's week", async () => {
  await page.goto("/calendar");
  await page.getByRole("group", { name: "Wed 10-Jun-2026" }).waitFor();
  await column("Dr Amara Osei").waitFor();
  await column("Mateusz Kowalczyk")
    .getByRole("button", { name: /Physiotherapy group/ })
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByText("Rooms", { exact: true }).click();
  await column("Rehab gym").getByText("Equipment inspection").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  // The next week at once, though the first isn't laid out yet.
  await page.keyboard.press("w");
  await page.keyboard.press("]");
  await page.getByRole("group", { name: "Week of Mon 15-Jun-2026" }).waitFor();
  await page.keyboard.press("[");
  await page.getByRole("group", { name: "Week of Mon 08-Jun-2026" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Whose week" }).click();
  await page.getByRole("option", { name: "Dr Gwilym Prosser" }).click();
  await page.getByText("Annual leave").first().waitFor();
  await page.getByText("Therapists", { exact: true }).click();
  await page
    .getByRole("combobox", { name: "Branch" })
    .or(page.getByRole("textbox", { name: "Branch" }))
    .click();
  await page.getByRole("option", { name: "Brackenwick Clinic, Signal Street" }).click();
  await column("Yusuf Demirci").waitFor();
});

test("an appointment is booked without the mouse: b, the name, a free time, Enter", async () => {
  await toCalendar();
  await page.keyboard.press("b");
  await dialog().waitFor();
  await forPatient("Melnyk");
  await choose("What", /^Physiotherapy, 40/);
  await choose("With", /Amara Osei/);
  // Those of what was wished before can't be chosen.
  await expect.poll(() => freeTimes().first().isEnabled()).toBe(true);
  await freeTimes().first().focus();
  await page.keyboard.press("Enter");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog().getByRole("button", { name: "Book", exact: true }).focus();
  await page.keyboard.press("Enter");
  await booked().waitFor();
  await dialog().waitFor({ state: "detached" });
  await page
    .getByRole("group")
    .getByRole("button", { name: /Melnyk/ })
    .first()
    .waitFor();
});

test("a series of 21 sessions is shown, then booked as a whole", async () => {
  await toCalendar();
  await page.keyboard.press("b");
  await page.getByRole("tab", { name: "Series" }).click();
  await forPatient("Linton");
  await choose("What", /^Physiotherapy, 40/);
  await choose("With", /Saoirse Devlin/);
  await dialog().getByLabel("From").fill("15-Jun-2026");
  await dialog().getByLabel("Time", { exact: true }).fill("1320");
  await dialog().getByLabel("Sessions").fill("21");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog().getByRole("button", { name: "Look for times" }).click();
  await dialog()
    .getByText(/^21 of 21 sessions|of 21 sessions/)
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog()
    .getByRole("button", { name: /^Book \d+ sessions$/ })
    .click();
  await booked().waitFor();
  await dialog().waitFor({ state: "detached" });
  await page.getByRole("group", { name: /15-Jun-2026|16-Jun-2026/ }).waitFor();
  await column("Saoirse Devlin")
    .getByRole("button", { name: /Linton/ })
    .waitFor();
});

test("an appointment is dragged to another time, and the drag is taken back", async () => {
  await toCalendar();
  await page.goto("/calendar?day=2026-06-16");
  const card = column("Saoirse Devlin").getByRole("button", { name: /Linton/ });
  await card.waitFor();
  const at = async () => (await card.innerText()).slice(0, 5);
  const before = await at();
  await dragBy(card, -60);
  await page.getByRole("alert").filter({ hasText: "Linton" }).getByRole("button", { name: "Undo" }).waitFor();
  expect(await at()).not.toBe(before);
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(at).toBe(before);
});

/** Drags a card by minutes of the grid: down, or up where there are fewer than none. */
async function dragBy(card: Locator, minutes: number): Promise<void> {
  await card.scrollIntoViewIfNeeded();
  const [box, height, shown] = await Promise.all([
    card.boundingBox(),
    card.evaluate((element) => element.closest("[data-column]")?.getBoundingClientRect().height ?? 0),
    card.evaluate((element) => {
      const of = element.closest<HTMLElement>("[role=group]");
      return Number(of?.style.getPropertyValue("--minutes") ?? 0);
    }),
  ]);
  if (box === null) throw new Error("the card isn't there");
  const [x, y] = [box.x + box.width / 2, box.y + 4];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 20, { steps: 3 });
  await page.mouse.move(x, y + (minutes / shown) * height, { steps: 4 });
  await page.mouse.up();
}

test("the board follows a visit in every window: arrived, in session, done", async () => {
  const other = await day.enter(browser, "Mateusz Kowalczyk", { refusals: [/^\/api\/live$/] });
  await other.page.goto("/board");
  await lane("Expected", other.page).waitFor();
  await page.goto("/board");
  const cards = lane("Expected").getByRole("listitem").filter({ hasText: "Mateusz Kowalczyk" });
  const name = (await cards.first().getByRole("link").innerText()).trim();
  expect(await faultsEverywhere(page)).toEqual([]);
  const steps = [
    ["Arrived", "Waiting"],
    ["Goes in", "In session"],
    ["Done", "Done"],
  ] as const;
  for (const [act, into] of steps) {
    await page.getByRole("button", { name: `${act}: ${name}` }).focus();
    await page.keyboard.press("Enter");
    await lane(into).getByRole("link", { name }).waitFor();
    await lane(into, other.page).getByRole("link", { name }).waitFor();
  }
  // A therapist sees who is theirs, and is told that there are others.
  await other.page.goto("/calendar");
  await column("Dr Amara Osei", other.page).waitFor();
  expect(await other.page.getByText("Others’ patients: not shown to you").count()).toBeGreaterThan(3);
  await other.page.getByText("A time may be taken where nothing stands").waitFor();
  expect(other.complaints).toEqual([]);
  await other.close();
});

test("what is typed survives a reload, and what was sent to a server that is away is booked once when it is back", async () => {
  await toCalendar();
  await page.keyboard.press("b");
  await forPatient("Melnyk");
  await choose("What", /^Physiotherapy, 40/);
  await dialog().getByText("Not booked yet. Kept on this device.").waitFor();
  await expect.poll(() => unfinishedIsKept(page)).toBe(true);
  await page.reload();
  await page.getByText("Not booked yet").first().waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  expect(await dialog().getByLabel("Patient").inputValue()).toMatch(/Melnyk/i);
  await page.getByRole("tab", { name: "Series" }).click();
  await choose("With", /Yusuf Demirci|Saoirse Devlin/);
  await dialog().getByLabel("From").fill("22-Jun-2026");
  await dialog().getByLabel("Time", { exact: true }).fill("14:40");
  await dialog().getByLabel("Sessions").fill("4");
  await dialog().getByRole("button", { name: "Look for times" }).click();
  const book = dialog().getByRole("button", { name: /^Book 4 sessions$/ });
  await book.waitFor();
  await day.stop();
  await book.click();
  await dialog()
    .getByText(/^Not booked: the server doesn’t answer/)
    .waitFor();
  await day.serveAgain();
  await booked().waitFor();
  await dialog().waitFor({ state: "detached" });
  const read = async (path: string) => {
    const answer = await page.context().request.get(`/fhir/${path}`);
    const { entry = [] } = (await answer.json()) as {
      readonly entry?: readonly { readonly resource: { readonly id: string } }[];
    };
    return entry.map(({ resource }) => resource.id);
  };
  const [patient = ""] = await read("Patient?family=Melnyk");
  expect(await read(`Appointment?patient=Patient/${patient}&date=ge2026-06-20`)).toHaveLength(4);
});

/** Whether something of a form is on this device. */
function unfinishedIsKept(of: Page): Promise<boolean> {
  return of.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open("wardbook-forms");
        opening.addEventListener("success", () => {
          const asked = opening.result.transaction("forms").objectStore("forms").count();
          asked.addEventListener("success", () => {
            opening.result.close();
            resolve(asked.result > 0);
          });
        });
      }),
  );
}

test("the keyboard is seen wherever it goes, and a telephone shows the day without scrolling sideways", async () => {
  await toCalendar();
  expect(await unseenFocus(page, 25)).toEqual([]);
  await page.goto("/board");
  await lane("Expected").waitFor();
  expect(await unseenFocus(page, 25)).toEqual([]);
  await page.setViewportSize({ width: 380, height: 800 });
  await page.getByRole("group", { name: "Lane" }).waitFor();
  expect(await overflow(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(desk.complaints.filter((complaint) => !/ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE/.test(complaint))).toEqual(
    [],
  );
});
