import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { type TestMailServer, aMailServer } from "../../src/foundation/platform/mail/testing/mail-server.ts";
import { aClient } from "../people/callers.ts";
import { inside } from "../people/inside.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// A clinic opens its pages to everybody; somebody who isn't known asks, and asks for a time; the desk books it. Each sentence goes on where
// the one before ended.
let clinic: Clinic;
let mail: TestMailServer;
let browser: Browser;
let staff: Window;
let stranger: Window;
let desk: Window;
let page: Page;
let branch: string;

/** A branch and a kind of appointment, with two who do it every day from nine to five. */
async function aCalendar({ organisation, serving }: Clinic): Promise<string> {
  const { chart } = serving().house;
  const caller = aClient(organisation, "system/*.cruds");
  const make = async (
    type: "HealthcareService" | "Location" | "Practitioner" | "PractitionerRole",
    body: object,
  ): Promise<string> => (await chart.create(caller, type, { resourceType: type, ...body } as FhirResource)).value.id;
  await chart.create(caller, "Patient", {
    resourceType: "Patient",
    name: [{ family: "Duarte", given: ["Ines"] }],
    birthDate: "1948-03-12",
    telecom: [{ system: "email", value: "ines@example.org" }],
  });
  const place = await make("Location", { name: "Lake Road" });
  await make("Location", { name: "Harbour House" });
  const kind = await make("HealthcareService", { active: true, name: "Gait training" });
  for (const name of ["Asha Rao", "Ben Stone"]) {
    const practitioner = await make("Practitioner", { name: [{ text: name }] });
    await make("PractitionerRole", {
      practitioner: { reference: `Practitioner/${practitioner}` },
      location: [{ reference: `Location/${place}` }],
      healthcareService: [{ reference: `HealthcareService/${kind}` }],
      availableTime: [
        {
          daysOfWeek: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
          availableStartTime: "09:00:00",
          availableEndTime: "17:00:00",
        },
      ],
    });
  }
  return place;
}

/** Ines Duarte comes at the time that is kept already. */
async function bookElsewhere({ organisation, serving }: Clinic): Promise<void> {
  const { chart } = serving().house;
  const caller = aClient(organisation, "system/*.cruds");
  const [held] = (await chart.search(caller, "Appointment", [["status", "pending"]])).value.matches.map(inside);
  const [ines] = (await chart.search(caller, "Patient", [["family", "Duarte"]])).value.matches.map(inside);
  await chart.create(caller, "Appointment", {
    resourceType: "Appointment",
    status: "booked",
    start: held?.["start"],
    end: held?.["end"],
    participant: [{ actor: { reference: `Patient/${ines?.id ?? ""}` }, status: "accepted" }],
  } as FhirResource);
}

beforeAll(async () => {
  mail = await aMailServer();
  const from = "desk@harbour.example";
  const server = {
    host: "127.0.0.1",
    port: mail.port,
    encryption: "none",
    user: undefined,
    password: undefined,
  } as const;
  [clinic, browser] = await Promise.all([aClinic({ mail: { ...server, from } }), launchBrowser()]);
  branch = await aCalendar(clinic);
  staff = await openWindow(browser, clinic.origin);
  stranger = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/public\/page$/] });
  ({ page } = stranger);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
  await mail?.close();
});

test("nothing is offered until an administrator says where", async () => {
  await page.goto("/enquire");
  await page.getByText("This isn’t offered here.").waitFor();
  const { page: office } = staff;
  await signIn(office, await clinic.account("owner", "Helen", "Marsh"));
  await office.goto("/administration/outside");
  await office.getByRole("checkbox", { name: "Lake Road", exact: true }).check();
  await office.getByRole("checkbox", { name: "Gait training, 30 minutes, at Lake Road" }).check();
  await office
    .getByRole("textbox", { name: "Your own words" })
    .fill("Telephone 086 123 4567. How we use what you send: harbour.example/privacy");
  expect(await faultsEverywhere(office)).toEqual([]);
  await office.getByRole("button", { name: "Save" }).first().click();
  await office.getByText("Kept.").waitFor();
  await office.getByRole("checkbox", { name: "Send reminders" }).check();
  await office.getByRole("button", { name: "Save" }).last().click();
  await expect.poll(() => office.getByText("Kept.").count()).toBe(2);
});

test("somebody asks, by keyboard alone, and hears that it arrived", async () => {
  await page.goto("/enquire");
  await page.getByRole("textbox", { name: "Name", exact: true }).focus();
  await page.keyboard.type("Nora Halloran");
  await page.keyboard.press("Enter");
  await page.getByText("A telephone number or an e-mail address, so that we can answer.").waitFor();
  await page.getByLabel("Telephone").focus();
  await page.keyboard.type("086 123 4567");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  // The field for programs is none for keys.
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).not.toBe("website");
  await page.keyboard.type("Can I come with a knee that hurts?");
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 8)).toEqual([]);
  await page.getByLabel("What is it about?").press("Control+Enter");
  await page.getByText("Thank you: we have it.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("somebody asks for a time, which is then free for one fewer; what they typed outlasts a server that doesn't answer", async () => {
  await page.goto("/book");
  await page.getByRole("button", { name: "Later" }).click();
  await page.getByRole("group", { name: "Day" }).getByRole("button").last().click();
  await page
    .getByRole("group", { name: /^Times on / })
    .getByRole("button", { name: "10:30" })
    .click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Duarte");
  await page.getByLabel("Date of birth").fill("12/03/1948");
  await page.getByRole("textbox", { name: "E-mail", exact: true }).fill("ines@example.org");
  await page.getByLabel("Anything we should know?").fill("I come by bus.");
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 12)).toEqual([]);
  await page.route("**/api/public/bookings", (route) => route.abort());
  await page.getByRole("button", { name: "Ask for this time" }).click();
  await page.getByText("Not sent: the server doesn’t answer.").waitFor();
  await page.unroute("**/api/public/bookings");
  await page.getByText("Thank you: we have your wish.").waitFor();
  expect(await page.getByRole("textbox", { name: "Name", exact: true }).count()).toBe(0);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("the desk says whose a kept time is, and asks whether they want to be reminded", async () => {
  desk = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/reception\/holds\//] });
  const { page: there } = desk;
  await bookElsewhere(clinic);
  await signIn(there, await clinic.account("front-desk", "Tom", "Birch"));
  await there.goto("/enquiries");
  const kept = there.getByRole("region", { name: "Times that are kept" });
  await kept.getByText(/Ines Duarte, Gait training with/).waitFor();
  expect(await faultsEverywhere(there)).toEqual([]);
  await kept.getByRole("button", { name: /^Book / }).click();
  const dialog = there.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Whose appointment it is" }).fill("Duarte");
  await there.getByRole("option", { name: /DUARTE, Ines/ }).click();
  expect(await faultsEverywhere(there)).toEqual([]);
  // She comes at that time already: it is said before it is booked.
  await dialog.getByRole("button", { name: "Book it" }).press("Enter");
  await dialog.getByRole("alert").getByText("The patient has another appointment at this time").waitFor();
  expect(await faultsEverywhere(there)).toEqual([]);
  expect(await dialog.getByRole("button", { name: "Book it all the same" }).isDisabled()).toBe(true);
  await there.keyboard.type("Gait after the group");
  await expect.poll(() => dialog.getByLabel("Why all the same").inputValue()).toBe("Gait after the group");
  await there.keyboard.press("Enter");
  await kept.waitFor({ state: "detached" });
  await there.getByRole("link", { name: "Ended" }).click();
  await there.getByRole("heading", { name: "Ines Duarte" }).waitFor();
  await there.goto("/calendar");
  await there.getByRole("button", { name: "Book", exact: true }).first().click();
  await dialog.getByRole("combobox", { name: "Patient" }).fill("Duarte");
  await there.getByRole("option", { name: /DUARTE, Ines/ }).click();
  await dialog.getByText("May we send a reminder to ines@example.org?").waitFor();
  expect(await faultsEverywhere(there)).toEqual([]);
  await dialog.getByRole("button", { name: "They agree", exact: true }).click();
  await dialog.getByText("Is reminded at ines@example.org.").waitFor();
});

test("nothing went wrong on the way", () => {
  expect(branch).toMatch(/^[0-9a-f-]{36}$/);
  const unanswered = /Failed to load resource: net::ERR_FAILED/;
  expect(
    [...staff.complaints, ...stranger.complaints, ...desk.complaints].filter((one) => !unanswered.test(one)),
  ).toEqual([]);
});
