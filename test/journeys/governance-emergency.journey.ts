import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { banner, chartName } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { fhirAs, outdateProofOf } from "./support/session.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody who has no part in a patient's care needs the record now, and accounts for it. Each sentence goes on where the one before
// ended.
let clinic: Clinic;
let browser: Browser;
let therapist: Account;
let therapistWindow: Window;
let officerWindow: Window;
let privacy: Account;
let page: Page;
let officer: Page;
let number: string;
let birthDate: string;
let chart: string;

const words = "Brought in unconscious from the car park; allergies and medicines are needed at once.";

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  ({ number, birthDate } = patientOf(clinic));
  therapist = await clinic.account("therapist", "Rosa", "Lind");
  privacy = await clinic.account("privacy-officer", "Hana", "Quist");
  const refusals = [/^\/api\/(?:session|break-glass|patients)/, /^\/fhir\//];
  [therapistWindow, officerWindow] = await Promise.all([
    openWindow(browser, clinic.origin, { refusals }),
    openWindow(browser, clinic.origin, { refusals: [/^\/api\/break-glass\//] }),
  ]);
  ({ page } = therapistWindow);
  ({ page: officer } = officerWindow);
  await signIn(page, therapist);
  await signIn(officer, privacy);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

function patientOf({ patient }: Clinic): { readonly number: string; readonly birthDate: string } {
  const found = patient.entries.find(({ resource }) => resource.resourceType === "Patient")?.resource as
    | { readonly birthDate: string; readonly identifier: readonly { readonly value: string }[] }
    | undefined;
  return { number: found?.identifier[0]?.value ?? "", birthDate: found?.birthDate ?? "" };
}

const asking = () => page.getByRole("dialog", { name: "Open a record in an emergency" });
const stepUp = () => page.getByRole("dialog", { name: "Is it still you?" });
const emergency = () => page.getByRole("region", { name: "Emergency access" });
const family = () => clinic.patient.family;

async function findNobody(): Promise<void> {
  await page.goto("/patients");
  await page.getByRole("textbox", { name: "Find a patient by name, date of birth or number" }).fill(family());
  await page.getByText("Nobody fits").waitFor();
  await page.getByRole("button", { name: "Open in an emergency" }).click();
  await asking().getByRole("radio", { name: "Emergency treatment" }).waitFor();
}

test("a patient whom one has no part in isn't found, and the way in for an emergency stands beside that", async () => {
  await findNobody();
  await asking().getByText("2 hours").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("what is missing is said at its field, and nothing is asked of the server", async () => {
  await asking().getByRole("button", { name: "Open the record" }).click();
  await asking().getByText("Give the whole number.").waitFor();
  await asking().getByText("Say why.").waitFor();
  await asking()
    .getByText(/^At least 15 characters/)
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("a number that nobody has is answered without a hint, and what was typed stays", async () => {
  await asking().getByRole("textbox", { name: "Number" }).fill("WA-000-000-1");
  await asking().getByRole("radio", { name: "Emergency treatment" }).check();
  await asking().getByLabel("In your own words").fill(words);
  await asking().getByRole("button", { name: "Open the record" }).click();
  await asking().getByRole("alert").waitFor();
  expect(await asking().getByLabel("In your own words").inputValue()).toBe(words);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("with the right number and a fresh proof of who asks the chart opens, under a banner", async () => {
  await outdateProofOf(page, clinic);
  await asking().getByRole("textbox", { name: "Number" }).fill(number);
  await asking().getByRole("button", { name: "Open the record" }).click();
  await stepUp().getByLabel("Password", { exact: true }).fill(therapist.password);
  await stepUp()
    .getByLabel("Six-digit code")
    .fill(await therapist.authenticator.code());
  await stepUp().getByRole("button", { name: "Go on" }).click();
  await page.waitForURL("**/patients/*");
  chart = new URL(page.url()).pathname;
  await banner(page).getByText(chartName(clinic.patient)).first().waitFor();
  expect(await emergency().innerText()).toContain("1 h 59 min left");
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("the banner stays on every screen, above what scrolls", async () => {
  for (const path of ["/", "/patients", `${chart}/notes`, "/account"]) {
    await page.goto(path);
    await emergency().waitFor();
  }
  await page.goto(`${chart}/timeline`);
  await emergency().waitFor();
  await expect
    .poll(
      async () => {
        // There is something to scroll as soon as the records are there.
        await page.mouse.wheel(0, 3000);
        return page.evaluate(() => window.scrollY);
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(200);
  // Seen, not only there: under the header's bar, over the patient's own banner.
  await emergency().getByRole("button", { name: "End it now" }).click({ trial: true });
  await banner(page).getByText(chartName(clinic.patient)).first().click({ trial: true });
});

test("ended by hand, the chart is gone from the screen and from the server", async () => {
  await page.goto(chart);
  await banner(page).waitFor();
  await emergency().getByRole("button", { name: "End it now" }).click();
  await emergency().waitFor({ state: "hidden" });
  await page.waitForURL("**/patients");
  expect((await fhirAs(page, chart.replace("/patients/", "Patient/"))).status).toBe(404);
  await page.goto(chart);
  await page.getByText("There is no record here for you").waitFor();
  expect(await page.getByText(family(), { exact: false }).count()).toBe(0);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("name and date of birth lead there as well, with a hint of nothing when they don't fit", async () => {
  await findNobody();
  await asking().getByText("Name and date of birth", { exact: true }).click();
  await asking().getByRole("textbox", { name: "Family name" }).fill(family());
  await asking().getByRole("textbox", { name: "Given name" }).fill(clinic.patient.given);
  await asking().getByRole("textbox", { name: "Date of birth" }).fill("1 Jan 1901");
  await asking().getByRole("radio", { name: "Emergency treatment" }).check();
  await asking().getByLabel("In your own words").fill(words);
  await asking().getByRole("button", { name: "Open the record" }).click();
  await asking().getByRole("alert").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await asking().getByRole("textbox", { name: "Date of birth" }).fill(birthDate);
  await asking().getByRole("button", { name: "Open the record" }).click();
  await page.waitForURL(`**${chart}`);
  await emergency().waitFor();
});

test("the officer is told at once: on the rail, on the first page, in the list, with a deadline", async () => {
  await officer.goto("/");
  await officer.getByRole("link", { name: /^Tasks.*2 to do/ }).waitFor();
  expect(await faultsEverywhere(officer)).toEqual([]);
  await officer
    .getByRole("navigation", { name: "Sections" })
    .getByRole("link", { name: /^Tasks/ })
    .click();
  await officer
    .getByRole("list", { name: "Open tasks" })
    .getByText(/Rosa Lind/)
    .first()
    .waitFor();
  expect(await officer.getByText(/^Due in/).count()).toBe(2);
  expect(await officer.getByText(family(), { exact: false }).count()).toBe(0);
  expect(await faultsEverywhere(officer)).toEqual([]);
  expect(await unseenFocus(officer, 14)).toEqual([]);
});

test("one that is still open is there to look at and to end, not to decide", async () => {
  await officer.goto("/emergencies");
  await officer.getByText("Open now", { exact: true }).first().click();
  const list = officer.getByRole("list", { name: "Emergencies" });
  await list.getByRole("link").first().click();
  await officer.getByText(words).waitFor();
  expect(await officer.getByRole("button", { name: "Decide" }).count()).toBe(0);
  expect(await faultsEverywhere(officer)).toEqual([]);
  await officer.getByRole("button", { name: "End it now" }).click();
  await officer.getByText(/ended by an officer/).waitFor();
  await page.goto(chart);
  await page.getByText("There is no record here for you").waitFor();
});

test("the officer reads who, whose, why and what was done, and decides", async () => {
  await officer.goto("/emergencies");
  const list = officer.getByRole("list", { name: "Emergencies" });
  await list.getByRole("link").first().waitFor();
  expect(await faultsEverywhere(officer)).toEqual([]);
  await list.getByRole("link").last().click();
  await officer.getByRole("heading", { name: "Emergency access by Rosa Lind" }).waitFor();
  await officer.getByText(words).waitFor();
  await officer.getByRole("table", { name: "What was done under this emergency" }).getByText("Allergies").waitFor();
  expect(await faultsEverywhere(officer)).toEqual([]);
  await officer.getByRole("button", { name: "Decide" }).click();
  await officer.getByText("Say what you looked at and why you decide so.").waitFor();
  await officer.getByRole("radio", { name: "Justified", exact: true }).check();
  await officer.getByLabel("Note").fill("Called the ward: the patient was brought in as described.");
  await officer.getByRole("button", { name: "Decide" }).click();
  await proveBoth(officer, privacy);
  const decided = officer.getByRole("list", { name: "Decisions" });
  await decided.getByText("Justified").waitFor();
  await decided.getByText("Meaning: Hana Quist has reviewed this.").waitFor();
  expect(await faultsEverywhere(officer)).toEqual([]);
  await officer.getByRole("link", { name: /^Tasks.*1 to do/ }).waitFor();
  await officer.goto("/tasks");
  await officer.getByText("Done", { exact: true }).click();
  await officer.getByText(/^Done by Hana Quist/).waitFor();
  expect(await faultsEverywhere(officer)).toEqual([]);
});

test("who looked tells of the emergency and of its reason, and hands out the proof that this is everyone", async () => {
  await officer.goto(`/accesses?record=${chart.replace("/patients/", "")}`);
  await officer
    .getByText(/Rosa Lind/)
    .first()
    .waitFor();
  await officer
    .getByText(/emergency/i)
    .first()
    .waitFor();
  const download = officer.waitForEvent("download");
  await officer.getByRole("button", { name: "Proof that this is everyone" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^who-looked-\d{4}-\d\d-\d\d\.tlog-proof$/);
  expect(readFileSync(await file.path(), "utf8")).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);
  await officer.getByText("What a proof proves").click();
  expect(await faultsEverywhere(officer)).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect([...therapistWindow.complaints, ...officerWindow.complaints]).toEqual([]);
});
