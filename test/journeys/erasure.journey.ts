import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aClinician, anObservation } from "../people/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { wireRights } from "../../src/wire-rights.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// Two officers erase a record; a prescription that the law keeps is sealed away, and read by one of them with a reason.
let clinic: Clinic;
let browser: Browser;
let office: Window;
let second: Window;
let proposer: Account;
let approver: Account;
let request: string;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { house } = clinic.serving();
  const writer = aClinician(clinic.organisation);
  const name = [{ use: "official", family: "Halloran", given: ["Nora"] }];
  const { value } = await house.chart.create(writer, "Patient", {
    resourceType: "Patient",
    name,
    birthDate: "1948-02-29",
  });
  await house.chart.create(writer, "Observation", anObservation(value.id));
  await house.chart.create(writer, "MedicationRequest", {
    resourceType: "MedicationRequest",
    status: "completed",
    intent: "order",
    subject: { reference: `Patient/${value.id}` },
    medicationCodeableConcept: { text: "Amlodipine 5 mg tablet" },
    authoredOn: new Date(Date.now() - 3 * 365 * 86_400_000).toISOString().slice(0, 10),
  });
  proposer = await clinic.account("privacy-officer", "Ines", "Rowan");
  approver = await clinic.account("privacy-officer", "Ida", "Brook");
  office = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/retained\/[^/]+$/] });
  // The first signature of a session asks for a proof first.
  second = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/erasures\/[^/]+\/approve$/] });
  await signIn(office.page, proposer);
  await signIn(second.page, approver);
  const rights = wireRights({ ...house, now: Date.now, onAltered: () => undefined });
  const asked = await rights.receive(writer, {
    patient: value.id,
    kind: "erasure",
    law: "gdpr",
    receivedOn: undefined,
    channel: "letter",
    asker: { name: "Nora Halloran", relation: "self" },
    asked: "Erase what you have about me.",
  });
  await rights.change(writer, asked.id, asked.revision, { event: "confirm", note: "Passport at the desk." });
  request = `/rights/${asked.id}`;
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("an officer sees what becomes of each record, restricts one, and proposes the rest", async () => {
  const { page } = office;
  await page.goto(request);
  await page.getByRole("button", { name: "Look at each record" }).click();
  const fates = page.getByRole("list", { name: "What becomes of each record" });
  await page.getByText("2 records to erase, 1 to keep sealed away.").waitFor();
  await fates.getByText(/^Until \d\d-\w{3}-\d{4}: 7 years from the record's date \(house\/prescription;/).waitFor();
  await fates.getByRole("button", { name: /^Restrict instead… Observation / }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("needed for a claim of theirs");
  await dialog.getByLabel("Until").fill("31/02/2031");
  await dialog.getByRole("button", { name: "Restrict" }).click();
  await dialog.getByText("Write the day as 2031-03-31 or 31/03/2031.").waitFor();
  await dialog.getByLabel("Until").fill("31/03/2031");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Restrict" }).click();
  await page.getByText("1 record to erase, 2 to keep sealed away.").waitFor();
  await fates.getByRole("button", { name: /^Erase after all Observation/ }).click();
  await page.getByText("2 records to erase, 1 to keep sealed away.").waitFor();
  // Or one of them alone, and the patient stays.
  await page.getByRole("button", { name: "Certain records only…" }).click();
  await page.getByRole("checkbox", { name: /^Observation / }).check();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Look at these" }).click();
  await page.getByText("1 record to erase, 0 to keep sealed away. All else stays in the chart.").waitFor();
  await page.getByRole("button", { name: "Choose others…" }).click();
  await page.getByRole("button", { name: "The whole record after all" }).click();
  await page.getByText("2 records to erase, 1 to keep sealed away.").waitFor();
  await page.getByRole("button", { name: "Propose erasure…" }).click();
  await dialog.getByLabel("Why").fill("asked for by letter");
  await dialog.getByRole("button", { name: "Propose" }).click();
  await page.getByText("Awaits approval").waitFor();
});

test("a second one signs it; what stays is read with a reason, and a certificate says all of it", async () => {
  const { page } = second;
  await page.goto(request);
  await page.getByRole("button", { name: "Approve erasure…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("checked the file");
  await dialog.getByRole("button", { name: "Sign and erase" }).click();
  await proveBoth(page, approver);
  const stays = page.getByRole("list", { name: "What stays" });
  await stays.getByText("Sealed away").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await stays.getByRole("button", { name: /^Read… Medication request / }).click();
  await dialog.getByLabel("Why").fill("asked by the pharmacy board");
  await dialog.getByRole("button", { name: "Read" }).click();
  await dialog.getByText("Amlodipine 5 mg tablet").waitFor();
  await dialog.getByText("Halloran").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).last().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "signed, to read" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8")).toContain("stays: 1 records");
  const { chart } = clinic.serving().house;
  const found = await chart.search(aClinician(clinic.organisation), "Patient", [["family", "Halloran"]]);
  expect(found.value.matches).toEqual([]);
  for (const { complaints } of [office, second]) expect(complaints).toEqual([]);
});
