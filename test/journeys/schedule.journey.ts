import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import { anAdministrator, aPatient, aReceptionist } from "../people/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// The owner arranges who works when, rooms, kinds of appointment and everybody's snippets. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let owner: Window;
let page: Page;
let therapist: ResourceId;
let branch: ResourceId;
const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];

async function look(name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  for (const [scheme, width] of [
    ["light", 1280],
    ["dark", 380],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: join(pictures, `${name}-${scheme}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

/** A Monday that is a week or two away. */
const monday = new Date(Date.now() + 14 * 86_400_000);
monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
const at = (clock: string) => `${monday.toISOString().slice(0, 10)}T${clock}:00Z`;

async function make(type: "Location" | "Practitioner", body: object): Promise<ResourceId> {
  const { chart } = clinic.serving().house;
  const resource = { resourceType: type, ...body } as FhirResource;
  return (await chart.create(anAdministrator(clinic.organisation), type, resource)).value.id;
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  branch = await make("Location", { name: "Quay Street" });
  therapist = await make("Practitioner", { name: [{ text: "Zuri Osei" }] });
  owner = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/scheduling\//, /^\/fhir\/Basic/] });
  ({ page } = owner);
  await signIn(page, await clinic.account("owner", "Rosa", "Aldous"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("rooms and kinds are made by keyboard, with a colour, and what isn't sound is said", async () => {
  await page.goto("/administration/schedule");
  await page.getByRole("heading", { level: 1, name: "Hours, rooms and kinds of appointment" }).waitFor();
  await page.getByRole("button", { name: "New room" }).focus();
  await page.keyboard.press("Enter");
  const room = page.getByRole("dialog", { name: "New room" });
  await room.getByLabel("Name").waitFor();
  await page.keyboard.press("Enter");
  await room.getByText("Give it a name.").waitFor();
  await page.keyboard.type("Pool");
  await chooseFrom(page, room.getByRole("combobox", { name: "Branch" }), /^Quay Street$/);
  await room.getByLabel("Name").press("Enter");
  await room.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /^Pool/ }).getByText("Quay Street").waitFor();

  await page.getByRole("button", { name: "New kind" }).focus();
  await page.keyboard.press("Enter");
  const kind = page.getByRole("dialog", { name: "New kind of appointment" });
  await kind.getByLabel("Name").fill("Gait training");
  await kind.getByLabel("It takes").fill("60");
  await kind.getByRole("radio", { name: "Teal" }).focus();
  await page.keyboard.press("Space");
  await kind.getByRole("group", { name: "On the public page, at" }).getByLabel("Quay Street").check();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("kind");
  await kind.getByLabel("Name").press("Enter");
  await kind.waitFor({ state: "detached" });
  const row = page.getByRole("row", { name: /Gait training/ });
  await row.getByRole("cell", { name: "60", exact: true }).waitFor();
  expect(await row.getByText("Quay Street").count()).toBe(1);
});

test("a week with a break is typed, survives the window, and is kept", async () => {
  await page.getByRole("button", { name: "Hours at a branch" }).click();
  const dialog = page.getByRole("dialog", { name: "Hours at a branch" });
  await chooseFrom(page, dialog.getByRole("combobox", { name: "Therapist" }), "Zuri Osei");
  await chooseFrom(page, dialog.getByRole("combobox", { name: "Branch" }), /^Quay Street$/);
  await dialog.getByLabel("Monday").fill("9 to 5");
  await dialog.getByText("From and until, such as 08:00-18:00.").waitFor();
  await dialog.getByLabel("Monday").fill("08:00-12:00, 13:00-17:00");
  await dialog.getByText("Break 12:00-13:00").waitFor();
  await dialog.getByRole("button", { name: "As on Monday, until Friday" }).click();
  await dialog.getByText(/Kept on this device/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("hours");
  await page.reload();
  await page.getByRole("button", { name: "Hours at a branch" }).click();
  await dialog.getByText(/this is what you typed before/).waitFor();
  expect(await dialog.getByLabel("Friday").inputValue()).toBe("08:00-12:00, 13:00-17:00");
  await dialog.getByLabel("Friday").press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("row", { name: /Zuri Osei/ })
    .getByText("Mon to Fri 08:00-12:00, 13:00-17:00")
    .waitFor();
});

test("what a change leaves outside is shown with its day before a second word makes it, and nothing is moved", async () => {
  const { chart, clinic: works } = clinic.serving().house;
  const scheduling = works.scheduling(chart);
  const desk = aReceptionist(clinic.organisation);
  const { kinds, rooms } = await scheduling.places(desk);
  const { value: patient } = await chart.create(desk, "Patient", aPatient());
  const book = (start: string) =>
    scheduling.book(desk, {
      requestId: randomUUID(),
      patientId: patient.id,
      kindId: kinds.find(({ name }) => name === "Gait training")?.id ?? "",
      branchId: branch,
      therapistId: therapist,
      roomId: rooms.find(({ name }) => name === "Pool")?.id,
      start,
      state: "booked",
    });
  await book(at("08:00"));
  const { appointment } = await book(at("15:00"));
  await page.getByRole("button", { name: "Change the hours of Zuri Osei, Quay Street" }).click();
  const dialog = page.getByRole("dialog", { name: "Zuri Osei, Quay Street" });
  await dialog.getByLabel("Monday").fill("08:00-12:00");
  await dialog.getByRole("button", { name: "Keep" }).click();
  await dialog.getByText("1 booked appointment would be outside these hours.").waitFor();
  expect(await dialog.getByRole("link").getAttribute("href")).toContain(
    `/calendar?day=${monday.toISOString().slice(0, 10)}`,
  );
  await look("outside");
  // Another change is asked about anew.
  await dialog.getByLabel("Monday").fill("09:00-12:00");
  await dialog.getByRole("button", { name: "Keep", exact: true }).click();
  await dialog.getByText("2 booked appointments would be outside these hours.").waitFor();

  // Somebody else is quicker: both weeks are there, and nothing typed is lost.
  const office = anAdministrator(clinic.organisation);
  const found = await chart.search(office, "PractitionerRole", [["practitioner", `Practitioner/${therapist}`]]);
  const [role] = found.value.matches;
  if (role === undefined) throw new Error("the hours are nobody's");
  await scheduling.setHours(office, therapist, {
    branchId: branch,
    hours: [{ days: ["mon"], from: "07:00", until: "19:00" }],
    kindIds: [],
    active: true,
    expected: { roleId: role.id, version: 1 },
  });
  await dialog.getByRole("button", { name: "Keep all the same" }).click();
  await dialog.getByText("Somebody changed this meanwhile.", { exact: false }).waitFor();
  await dialog.getByText("It says now: Mon 07:00-19:00").waitFor();
  expect(await dialog.getByLabel("Monday").inputValue()).toBe("09:00-12:00");
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("meanwhile");
  await dialog.getByRole("button", { name: /^Keep/ }).click();
  await dialog.getByText("2 booked appointments would be outside these hours.").waitFor();
  await dialog.getByRole("button", { name: "Keep all the same" }).click();
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("row", { name: /Zuri Osei/ })
    .getByText("Mon 09:00-12:00")
    .waitFor();
  expect((await scheduling.appointment(desk, appointment.id)).start).toBe(new Date(at("15:00")).toISOString());
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("schedule");
});

test("a branch's hours say too who is expected outside them, before they are kept", async () => {
  await page.goto("/administration/branches");
  await page.getByRole("button", { name: "Change Quay Street" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Change Quay Street" });
  await dialog.getByLabel("Open on Monday").fill("08:00-14:00");
  await dialog.getByLabel("Open on Monday").press("Enter");
  await dialog.getByText("1 booked appointment would be outside these hours.").waitFor();
  expect(await dialog.getByRole("link").count()).toBe(1);
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("opening");
  await dialog.getByRole("button", { name: "Keep all the same" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  await page
    .getByRole("row", { name: /Quay Street/ })
    .getByText("Mon 08:00-14:00")
    .waitFor();
});

test("everybody's snippets are made, changed, taken out and put back by the owner, who sees no record", async () => {
  await page.goto("/administration/templates");
  await page.getByRole("button", { name: "New snippet" }).click();
  const dialog = page.getByRole("dialog", { name: "New snippet" });
  await dialog.getByLabel("Letters").fill("lbp");
  await dialog.getByLabel("Text").fill("Low back pain, no red flags.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByLabel("Letters").press("Enter");
  await dialog.waitFor({ state: "detached" });
  const row = page.getByRole("row", { name: /\.lbp/ });
  await row.getByRole("button", { name: "Change .lbp" }).click();
  const change = page.getByRole("dialog", { name: "Change .lbp" });
  await change.getByLabel("Text").fill("Low back pain.");
  await change.getByRole("button", { name: "Keep" }).click();
  await change.waitFor({ state: "detached" });
  await row.getByText("Low back pain.", { exact: true }).waitFor();
  await row.getByRole("button", { name: "Take out .lbp" }).click();
  await page.getByRole("button", { name: "Put it back" }).click();
  await row.waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await look("snippets");
  expect(owner.complaints).toEqual([]);
});
