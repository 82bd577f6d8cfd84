import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aClinician, anObservation } from "../people/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { proveBoth } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// The privacy officer says which law holds, sees what falls due when, and holds one record back.
let clinic: Clinic;
let browser: Browser;
let office: Window;
let second: Window;
let approver: Account;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { chart } = clinic.serving().house;
  const writer = aClinician(clinic.organisation);
  for (const [family, birthDate, seen] of [
    ["Halloran", "1948-02-29", "2011-05-01T10:00:00Z"],
    ["Moss", "2012-06-15", "2019-05-01T10:00:00Z"],
    ["Reed", "1970-01-01", "2023-05-01T10:00:00Z"],
  ] as const) {
    const name = [{ use: "official", family, given: ["Nora"] }];
    const { value } = await chart.create(writer, "Patient", { resourceType: "Patient", name, birthDate });
    await chart.create(writer, "Observation", anObservation(value.id, { effective: seen }));
    await chart.create(writer, "MedicationRequest", {
      resourceType: "MedicationRequest",
      status: "completed",
      intent: "order",
      subject: { reference: `Patient/${value.id}` },
      medicationCodeableConcept: { text: "Amlodipine 5 mg tablet" },
      authoredOn: seen,
    });
  }
  office = await openWindow(browser, clinic.origin, {});
  await signIn(office.page, await clinic.account("privacy-officer", "Ines", "Rowan"));
  // The first signature of a session asks for a proof first.
  second = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/retention\/appraisals\/[^/]+\/approve$/] });
  approver = await clinic.account("privacy-officer", "Ida", "Brook");
  await signIn(second.page, approver);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("the officer chooses the law, and sees in which year how much falls due", async () => {
  const { page } = office;
  await page.goto("/retention");
  await page.getByText("Nothing is held").waitFor();
  for (const [field, choice] of [
    ["Jurisdictions", "England"],
    ["Services that you give", "Clinic"],
  ] as const) {
    await page.getByRole("combobox", { name: field }).press("ArrowDown");
    await page.getByRole("option", { name: choice }).click();
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Kept.", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Work out what falls due" }).click();
  const plot = page.getByRole("figure", { name: "1 patient’s whole record is due; in 2031 it is the turn of 1." });
  await plot.getByRole("img").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await plot.getByRole("button", { name: "Show as a table" }).click();
  await plot.getByRole("row", { name: /^2037/ }).waitFor();
});

test("what is held isn't due, until the hold is lifted", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Place a hold…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "Whose record" }).fill("hallor");
  await page.getByRole("option", { name: /HALLORAN, Nora/ }).click();
  await dialog.getByRole("button", { name: "Place the hold" }).click();
  await dialog.getByText("Say why, in at least 5 letters.").waitFor();
  await dialog.getByLabel("Why").fill("claim 2026-114");
  await dialog.getByRole("button", { name: "Place the hold" }).click();
  const hold = page.getByRole("list", { name: "Legal holds" }).getByRole("listitem");
  await hold.getByText("Hold 1: Nora Halloran, born 29-Feb-1948").waitFor();
  await page.getByRole("button", { name: "Work it out again" }).click();
  await page.getByText("3 records under a legal hold; of 1 patient the whole record").waitFor();
  await page.getByRole("button", { name: "Lift hold 1…" }).click();
  await dialog.getByLabel("Why it is lifted").fill("claim settled");
  await dialog.getByRole("button", { name: "Lift", exact: true }).click();
  await hold.getByText(/^Lifted .* by Ines Rowan: claim settled/).waitFor();
});

test("one officer proposes, another signs, and a certificate is what stays", async () => {
  const { page } = office;
  await page.getByRole("button", { name: "Queue what is due" }).click();
  await page.getByRole("button", { name: /^Destroy… Nora Halloran/ }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("no further need");
  await page.getByRole("dialog").getByRole("button", { name: "Propose" }).click();
  await page.getByText("Awaits approval").waitFor();

  await second.page.goto("/retention");
  await second.page.getByRole("button", { name: /^Approve destruction… Nora Halloran/ }).click();
  const dialog = second.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign and destroy" }).click();
  await dialog.getByText("Say why, in at least 5 letters.").waitFor();
  await dialog.getByLabel("Why").fill("checked the file");
  expect(await faultsEverywhere(second.page)).toEqual([]);
  await dialog.getByRole("button", { name: "Sign and destroy" }).click();
  await proveBoth(second.page, approver);
  await second.page.getByText("Nothing waits for appraisal").waitFor();
  await second.page.getByRole("radiogroup", { name: "Which appraisals" }).getByText("Over").click();
  const [download] = await Promise.all([
    second.page.waitForEvent("download"),
    second.page.getByRole("link", { name: "signed, to read" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8")).toContain("gb-eng/adult");
  for (const { complaints } of [office, second]) expect(complaints).toEqual([]);
});
