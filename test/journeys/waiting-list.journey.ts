import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ResourceType } from "../../src/foundation/fhir/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { aClient } from "../people/callers.ts";
import { inside } from "../people/inside.ts";
import { launchBrowser } from "../support/browser.ts";
import { anImporter } from "../support/house.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody waits for a time; one becomes free, and others are quicker, twice. By keyboard. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let desk: Window;
let page: Page;
let branch: string;
let kind: string;
let therapist: string;
let others = 0;

/** The day after tomorrow: no clock of the day makes its hours pass. */
const day = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 10);
const at = (clock: string) => `${day}T${clock}:00.000Z`;

async function make(type: ResourceType, body: object): Promise<string> {
  const { chart } = clinic.serving().house;
  const caller = aClient(clinic.organisation, "system/*.cruds");
  return (await chart.create(caller, type, { resourceType: type, ...body } as FhirResource)).value.id;
}

/** Books half an hour with the therapist, as another desk would. */
async function bookElsewhere(clock: string, patient?: string): Promise<void> {
  others += 1;
  const whom = patient ?? (await make("Patient", { name: [{ family: `Other${others}`, given: ["Ada"] }] }));
  const references = [
    `Patient/${whom}`,
    `HealthcareService/${kind}`,
    `Practitioner/${therapist}`,
    `Location/${branch}`,
  ];
  await make("Appointment", {
    status: "booked",
    start: at(clock),
    end: new Date(Date.parse(at(clock)) + 1_800_000).toISOString(),
    participant: references.map((reference) => ({ actor: { reference }, status: "accepted" })),
  });
}

/** Two of a lake road: somebody who has a time, and somebody whose record was merged into another. */
async function furnish(): Promise<void> {
  branch = await make("Location", { name: "Lake Road" });
  kind = await make("HealthcareService", { active: true, name: "Gait training" });
  therapist = await make("Practitioner", { name: [{ text: "Asha Rao" }] });
  await make("PractitionerRole", {
    practitioner: { reference: `Practitioner/${therapist}` },
    location: [{ reference: `Location/${branch}` }],
    healthcareService: [{ reference: `HealthcareService/${kind}` }],
    availableTime: [
      {
        daysOfWeek: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        availableStartTime: "09:00:00",
        availableEndTime: "17:00:00",
      },
    ],
  });
  await make("Patient", { name: [{ family: "Halloran", given: ["Tom"] }], birthDate: "1961-05-02" });
  await bookElsewhere("10:00", await make("Patient", { name: [{ family: "Duarte", given: ["Ines"] }] }));
  const survivor = await make("Patient", { name: [{ family: "Keane", given: ["Orla"] }], birthDate: "1950-01-02" });
  const merged = crypto.randomUUID();
  const { refused } = await clinic.serving().house.chart.importTogether(anImporter(clinic.organisation), [
    {
      resource: {
        resourceType: "Patient",
        id: merged,
        active: false,
        name: [{ family: "Kean", given: ["Orla"] }],
        link: [{ other: { reference: `Patient/${survivor}` }, type: "replaced-by" }],
      } as unknown as FhirResource,
    },
  ]);
  expect(refused).toEqual([]);
  await bookElsewhere("11:00", merged);
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  await furnish();
  desk = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/scheduling\//] });
  ({ page } = desk);
  await signIn(page, await clinic.account("front-desk", "Tom", "Birch"));
  await page.goto(`/calendar?branch=${branch}&day=${day}`);
  await column().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const column = () => page.getByRole("region", { name: "Asha Rao", exact: true });
const card = (name: RegExp) => column().getByRole("button", { name });
const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
const waitingList = () => page.getByRole("region", { name: "Waiting list" });
/** Of the first day that is offered. */
const freeTime = (clock: string) =>
  page
    .getByRole("region", { name: "Free times" })
    .locator(":scope > div")
    .first()
    .getByRole("button", { name: new RegExp(`^${clock}`) });
const isFocused = (name: string | RegExp) =>
  expect
    .poll(() =>
      page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent),
    )
    .toMatch(name);

test("somebody for whom no time fits is put on the waiting list", async () => {
  await page.keyboard.press("b");
  await page.getByRole("tab", { name: "Waiting list" }).press("Enter");
  const patient = dialog("Book").getByRole("combobox", { name: "Patient" });
  await patient.focus();
  await page.keyboard.type("hallor");
  await page.getByRole("option", { name: /HALLORAN/i }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await dialog("Book").getByRole("button", { name: "Put on the list" }).press("Enter");
  await dialog("Book").waitFor({ state: "detached" });
  await waitingList()
    .getByText(/halloran/i)
    .waitFor();
  await card(/kean.*\(merged record\)/i).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("a place that is cancelled is offered for who waits, and the first of them has the focus", async () => {
  await card(/duarte/i).press("Enter");
  await page.getByRole("button", { name: /^More for .*duarte/i }).press("Enter");
  await page.getByRole("menuitem", { name: "Cancel…" }).waitFor();
  await page.keyboard.press("End");
  for (let steps = 0; steps < 8; steps += 1) {
    if (await page.getByRole("menuitem", { name: "Cancel…" }).evaluate((item) => item === document.activeElement))
      break;
    await page.keyboard.press("ArrowUp");
  }
  await page.keyboard.press("Enter");
  await dialog("Cancel an appointment").getByRole("button", { name: "Cancel the appointment" }).press("Enter");
  await dialog(/^Cancelled/)
    .getByText(/halloran/i)
    .waitFor();
  await isFocused(/^Give the time to .*halloran/i);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("another desk was quicker: the refusal says so, and leaves the focus where it was", async () => {
  await bookElsewhere("10:00");
  await isFocused(/^Give the time to .*halloran/i);
  await page.keyboard.press("Enter");
  await dialog(/^Cancelled/)
    .getByRole("alert")
    .getByText("This time is taken or full")
    .waitFor();
  await isFocused(/^Give the time to .*halloran/i);
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await isFocused("Leave it free");
  await page.keyboard.press("Enter");
  await dialog(/^Cancelled/).waitFor({ state: "detached" });
  // The appointment that was cancelled is shown again.
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("another time is lost to another desk as well, and a third one is given: nobody waits any more", async () => {
  await waitingList().getByRole("button", { name: "Give a time…" }).press("Enter");
  const giving = dialog("Give a time");
  await freeTime("12:00").press("Enter");
  await page.route(
    /\/api\/scheduling\/appointments\/[^/]+\/move$/,
    async (route) => {
      await bookElsewhere("12:00");
      await route.continue();
    },
    { times: 1 },
  );
  await giving.getByRole("button", { name: "Give the time", exact: true }).press("Enter");
  await giving.getByRole("alert").getByText("This time is taken or full").waitFor();
  await isFocused("Give the time");
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 6)).toEqual([]);
  await freeTime("12:00").waitFor({ state: "detached" });
  await freeTime("13:00").press("Enter");
  await giving.getByRole("alert").waitFor({ state: "detached" });
  await giving.getByRole("button", { name: "Give the time", exact: true }).press("Enter");
  await giving.waitFor({ state: "detached" });
  await waitingList().waitFor({ state: "detached" });
  await card(/13:00.*halloran/i).waitFor();
  const { chart } = clinic.serving().house;
  const found = await chart.search(aClient(clinic.organisation, "system/*.rs"), "Appointment", [
    ["status", "waitlist"],
  ]);
  expect(found.value.matches.map(inside)).toEqual([]);
});

test("a record that was merged says so in the appointment too", async () => {
  await card(/kean.*\(merged record\)/i).press("Enter");
  await dialog("Gait training")
    .getByRole("link", { name: /kean.*\(merged record\)/i })
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(desk.complaints).toEqual([]);
});
