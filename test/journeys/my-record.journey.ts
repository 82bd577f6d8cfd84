import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { aClinician } from "../people/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { anImporter } from "../support/house.ts";
import { faultsEverywhere, overflow, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// An old woman reads her own record on a telephone, and says what is wrong in it.
let clinic: Clinic;
let browser: Browser;
let hers: Window;
let page: Page;
let nora: Account;

const day = 86_400_000;
const grams = (value: number) => ({ value, unit: "g/dL", system: "http://unitsofmeasure.org", code: "g/dL" });
const attached = (contentType: string, text: string) => ({
  attachment: { contentType, data: Buffer.from(text).toString("base64") },
});

function records(patient: string): readonly FhirResource[] {
  const subject = { reference: patient };
  const start = new Date(Date.now() + 3 * day).toISOString();
  const end = new Date(Date.now() + 3 * day + 900_000).toISOString();
  const haemoglobin = (value: number, on: string) => ({
    resourceType: "Observation",
    status: "final",
    subject,
    category: [{ coding: [{ code: "laboratory" }] }],
    code: { text: "Haemoglobin" },
    effectiveDateTime: on,
    valueQuantity: grams(value),
    referenceRange: [{ low: grams(12), high: grams(15.5) }],
  });
  const note = (description: string, docStatus: string, content: ReturnType<typeof attached>) => ({
    resourceType: "DocumentReference",
    status: "current",
    docStatus,
    subject,
    description,
    date: "2026-02-14T09:00:00Z",
    author: [{ display: "Dr Ada Okafor" }],
    content: [content],
  });
  return [
    {
      resourceType: "MedicationRequest",
      status: "active",
      intent: "order",
      subject,
      medicationCodeableConcept: { text: "Amlodipine tablet 5 mg" },
      reasonCode: [{ text: "High blood pressure" }],
      dosageInstruction: [
        {
          text: "1 tablet in the morning",
          route: { text: "by mouth" },
          timing: { repeat: { frequency: 1, period: 1, periodUnit: "d" } },
          doseAndRate: [{ doseQuantity: { value: 1, unit: "tablet" } }],
        },
      ],
    },
    { resourceType: "AllergyIntolerance", patient: subject, code: { text: "Penicillin" }, criticality: "high" },
    haemoglobin(12.6, "2026-01-10"),
    haemoglobin(11.4, "2026-02-14"),
    {
      resourceType: "Appointment",
      status: "booked",
      serviceType: [{ text: "Blood pressure check" }],
      start,
      end,
      participant: [
        { actor: subject, status: "accepted" },
        { actor: { display: "Dr Ada Okafor" }, status: "accepted" },
      ],
    },
    note("Visit of February", "final", attached("text/plain", "She climbs the stairs again.")),
    note("Half a thought", "preliminary", attached("text/plain", "not yet")),
    note("Letter of the eye clinic", "final", attached("application/pdf", "%PDF-1.7 letter")),
  ];
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { chart } = clinic.serving().house;
  const patient = randomUUID();
  const person = {
    resourceType: "Patient",
    id: patient,
    name: [{ use: "official", family: "Halloran", given: ["Nora"] }],
    birthDate: "1948-02-29",
  };
  const { refused } = await chart.importTogether(
    anImporter(clinic.organisation),
    [person, ...records(`Patient/${patient}`)].map((resource) => ({ resource: { id: randomUUID(), ...resource } })),
  );
  expect(refused).toEqual([]);
  await chart.search(aClinician(clinic.organisation), "AllergyIntolerance", [["patient", patient]]);
  hers = await openWindow(browser, clinic.origin, {
    viewport: { width: 380, height: 800 },
    // The first signature takes a step-up.
    refusals: [/\/own-consents$/],
  });
  ({ page } = hers);
  nora = await clinic.account("patient", "Nora", "Halloran", `Patient/${patient}`);
  await signIn(page, nora);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const back = () => page.getByRole("link", { name: "Back to the first page" }).click();

test("the first page says what comes next, what she takes, what was found and who looked", async () => {
  await page.getByText("Record of Nora Halloran, born 29 February 1948").waitFor();
  await page.getByText("Take one tablet by mouth, once a day.").waitFor();
  await page.getByText("That is below the range your laboratory gave (12–15.5 g/dL).").waitFor();
  await page.getByText("Marked as one that could be dangerous.").waitFor();
  await page
    .getByText(/^Dr Ada Okafor.* looked at an allergy/)
    .first()
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 12)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => overflow(page), { timeout: 3_000 }).toEqual([]);
  await page.setViewportSize({ width: 380, height: 800 });
});

test("an appointment goes into her calendar, without why she comes", async () => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Put it in my calendar/ }).click(),
  ]);
  const file = readFileSync(await download.path(), "utf8");
  expect(file).toContain("SUMMARY:Appointment: Dr Ada Okafor\r\n");
  expect(file).not.toContain("Blood pressure");
});

test("results are told in words, and every one of them as a plot and a table", async () => {
  await page.getByRole("link", { name: "All results" }).click();
  await page.getByRole("button", { name: "Haemoglobin: Earlier results (1)" }).click();
  const rows = page.getByRole("table", { name: "Every result: Haemoglobin" }).getByRole("row");
  expect(await rows.allInnerTexts()).toEqual([
    expect.stringContaining("Result"),
    expect.stringMatching(/14 February 2026\s+11\.4 g\/dL\s+Below/),
    expect.stringMatching(/10 January 2026\s+12\.6 g\/dL\s+Within/),
  ]);
  expect(await faultsEverywhere(page)).toEqual([]);
  await back();
});

test("she reads what is finished and takes a letter out, and sees nothing of what isn’t", async () => {
  await page.getByRole("link", { name: "All notes" }).click();
  await page.getByRole("button", { name: /^Read it: Visit of February/ }).click();
  await page.getByText("She climbs the stairs again.").waitFor();
  await page.getByText("One note isn’t finished yet.").waitFor();
  expect(await page.getByText("Half a thought").count()).toBe(0);
  await back();
  await page.getByRole("link", { name: "All documents" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download: Letter of the eye clinic/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Letter of the eye clinic.pdf");
  expect(readFileSync(await download.path(), "utf8")).toBe("%PDF-1.7 letter");
  await back();
});

test("she says that something is wrong, and keeps her words until they are sent", async () => {
  await page.getByRole("link", { name: "All medicines" }).click();
  const open = page.getByRole("button", { name: "Something is wrong here: Amlodipine tablet 5 mg" });
  await open.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.getByText("Say what is wrong.").waitFor();
  await dialog.getByLabel("In your words").fill("I take it in the evening.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await open.click();
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "My requests" }).first().click();
  await page
    .getByText(/Something is wrong here: Amlodipine tablet 5 mg \(MedicationRequest\/.*I take it in the evening\./s)
    .waitFor();
});

test("she keeps the pharmacists out after seeing what they would see, and takes it back", async () => {
  await page.getByRole("link", { name: "My record" }).click();
  await page.getByRole("link", { name: "What you decided, and what others see" }).click();
  await page.getByRole("radio", { name: "Keep my record from somebody" }).click();
  await page.getByRole("combobox", { name: "From whom" }).fill("pharm");
  await page.getByRole("option", { name: "Pharmacist", exact: true }).click();
  await page.getByText("Look first: then you can save it here").waitFor();
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.getByText("Whoever works as pharmacist would then see none of the 8 records that you see here.").waitFor();
  const row = page.getByRole("row").filter({ hasText: "Prescriptions" });
  expect(await row.getByRole("cell").allInnerTexts()).toEqual(["1", "1", "0"]);
  await page.getByRole("button", { name: "Save it…" }).click();
  const saving = page.getByRole("dialog", { name: "Keep them out" });
  await saving.getByText("This signature takes a fresh proof").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await saving.getByRole("button", { name: "Sign and save" }).click();
  await proveBoth(page, nora);
  const held = page.getByRole("listitem").filter({ hasText: "the role Pharmacist may not see or change this record." });
  await held.getByText(/, written by you$/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 800 });
  await expect.poll(() => overflow(page), { timeout: 3_000 }).toEqual([]);
  await page.setViewportSize({ width: 380, height: 800 });
  await held.getByRole("button", { name: /^Take it back/ }).click();
  const takingBack = page.getByRole("dialog", { name: "Take this back" });
  await takingBack.getByLabel("Your password, to sign").fill(nora.password);
  await takingBack.getByRole("button", { name: "Sign and take it back" }).click();
  await held.waitFor({ state: "hidden" });
});

test("what she can’t decide by herself she asks for", async () => {
  await page.getByRole("radio", { name: "Close my record, except for a few" }).click();
  await page.getByRole("button", { name: "Ask for this" }).click();
  await page.getByRole("link", { name: "My requests" }).click();
  await page.getByText(/Please decide this about who sees my record: Close my record, except for a few\./).waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(hers.complaints).toEqual([]);
});
