import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { csrfHeader } from "../../contract/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { chartSection, findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { fhirAs } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// What makes a record sensitive is seen, put on and taken off beside the record. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let clinician: Page;
let nurse: Page;
let patient: string;
const windows: Window[] = [];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  [clinician, nurse] = await Promise.all([enter("clinician", "Edda", "Moor"), enter("nurse", "Ruth", "Adeyemi")]);
  await findPatient(clinician, clinic.patient);
  patient = new URL(clinician.url()).pathname.split("/")[2] ?? "";
  await letNurseIn();
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(role: "clinician" | "nurse", given: string, family: string): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/fhir\//] });
  windows.push(window);
  await signIn(window.page, await clinic.account(role, given, family));
  return window.page;
}

/** A nurse sees the patients of the place where she works. */
async function letNurseIn(): Promise<void> {
  const { body } = await fhirAs(clinician, `Patient/${patient}`);
  const { managingOrganization } = JSON.parse(body) as {
    readonly managingOrganization: { readonly reference: string };
  };
  const { people } = clinic.serving().house.identity;
  const person = await people.byUsername(clinic.organisation, "ruth.adeyemi");
  if (person === undefined) throw new Error("there is no such person");
  const facilities = [managingOrganization.reference.split("/")[1] ?? ""];
  await people.change({ kind: "system", id: "test", name: "test" }, clinic.organisation, person.id, { facilities });
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Sensitivity" });
const label = (page: Page, name: RegExp) => dialogOf(page).getByRole("checkbox", { name });
const row = (page: Page, name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

/** Opens the dialog from the menu of a record, by keyboard alone. */
async function openSensitivity(menu: Locator): Promise<void> {
  const page = menu.page();
  await menu.focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("menuitem", { name: "Sensitivity…" });
  await item.waitFor();
  await expect
    .poll(async () => {
      await page.keyboard.press("ArrowDown");
      return item.evaluate((one) => one === document.activeElement);
    })
    .toBe(true);
  await page.keyboard.press("Enter");
  await dialogOf(page).getByRole("checkbox").first().waitFor();
}

async function save(page: Page): Promise<void> {
  await dialogOf(page).getByRole("button", { name: "Save" }).click();
  await dialogOf(page).waitFor({ state: "hidden" });
}

test("a mark that was put on by itself says by which code", async () => {
  await openSection(clinician, "Problems", "Current problems");
  await row(clinician, "Depression").getByText("Mental health").waitFor();
  await openSensitivity(clinician.getByRole("button", { name: "More about Depression" }));
  await dialogOf(clinician)
    .getByText(/^Put on by itself, because of SNOMED CT \d+ \(.+\)\.$/)
    .waitFor();
  expect(await label(clinician, /Mental health/).isChecked()).toBe(true);
  expect(
    await dialogOf(clinician)
      .getByText(/^Cleared for it: .*Clinician.*Patient/)
      .count(),
  ).toBe(5);
  expect(await faultsEverywhere(clinician)).toEqual([]);
});

test("somebody who keeps consents takes it off, and it stays off and says so", async () => {
  await label(clinician, /Mental health/).uncheck();
  await save(clinician);
  await expect.poll(() => row(clinician, "Depression").getByText("Mental health").count()).toBe(0);
  expect(
    await clinician
      .getByRole("button", { name: "More about Depression" })
      .evaluate((one) => one === document.activeElement),
  ).toBe(true);
  await openSensitivity(clinician.getByRole("button", { name: "More about Depression" }));
  await dialogOf(clinician).getByText("Taken off by hand").waitFor();
  await label(clinician, /Mental health/).check();
  await save(clinician);
  await row(clinician, "Depression").getByText("Mental health").waitFor();
});

/** A result of today, from outside of the page. */
function writeResult(page: Page): Promise<string> {
  return page.evaluate(
    async ([patientId, header]) => {
      const { csrfToken } = (await (await fetch("/api/session")).json()) as { csrfToken: string };
      const lab = `{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}`;
      const body = `{"resourceType":"Observation","status":"preliminary","category":[${lab}],"code":{"text":"Potassium, urgent"},
        "subject":{"reference":"Patient/${patientId}"},"effectiveDateTime":"${new Date().toISOString()}",
        "valueQuantity":{"value":5.0,"unit":"mmol/L"},"referenceRange":[{"low":{"value":3.50},"high":{"value":5.30}}]}`;
      const answer = await fetch("/fhir/Observation", {
        method: "POST",
        headers: { "content-type": "application/fhir+json", [header ?? ""]: csrfToken },
        body,
      });
      return ((await answer.json()) as { id: string }).id;
    },
    [patient, csrfHeader],
  );
}

/** The laboratory says that it is final. */
async function makeFinal(page: Page, id: string): Promise<void> {
  await page.evaluate(
    async ([observation, header]) => {
      const { csrfToken } = (await (await fetch("/api/session")).json()) as { csrfToken: string };
      const text = await (await fetch(`/fhir/Observation/${observation}`)).text();
      await fetch(`/fhir/Observation/${observation}`, {
        method: "PUT",
        headers: { "content-type": "application/fhir+json", [header ?? ""]: csrfToken },
        body: text.replace('"preliminary"', '"final"'),
      });
    },
    [id, csrfHeader],
  );
}

test("what was chosen outlives a change by somebody else, and a result keeps its digits", async () => {
  const id = await writeResult(clinician);
  await clinician.goto(`/patients/${patient}/results?view=dates`);
  const potassium = row(clinician, "Potassium, urgent");
  await potassium.getByText("5.0 mmol/L", { exact: true }).waitFor();
  await potassium.getByText("3.50–5.30").waitFor();
  await openSensitivity(clinician.getByRole("button", { name: "More about Potassium, urgent" }));
  await label(clinician, /HIV/).check();
  await makeFinal(clinician, id);
  await dialogOf(clinician).getByRole("button", { name: "Save" }).click();
  await dialogOf(clinician).getByText("what you chose is still chosen").waitFor();
  expect(await label(clinician, /HIV/).isChecked()).toBe(true);
  await save(clinician);
  await potassium.getByText("Marked sensitive: HIV · by hand").waitFor();
  expect(await faultsEverywhere(clinician)).toEqual([]);
  const { body } = await fhirAs(clinician, `Observation?patient=${patient}&_security=HIV`);
  for (const kept of ['"value":5.0,', '"value":3.50', '"status":"final"']) expect(body).toContain(kept);
});

test("how a mark came there is told to whoever asks", async () => {
  await openSensitivity(clinician.getByRole("button", { name: "More about Potassium, urgent" }));
  await dialogOf(clinician).getByRole("button", { name: "Since when, and by whom?" }).click();
  await dialogOf(clinician)
    .getByText(/^Put on by hand\. Since .+, when Edda Moor wrote the record\.$/)
    .waitFor();
  await dialogOf(clinician).getByRole("button", { name: "Cancel" }).click();
  await clinician.goto(`/patients/${patient}/results`);
  await row(clinician, "Potassium, urgent").getByText("Marked sensitive: HIV").waitFor();
});

test("a note that is final is marked, and stays as it was written", async () => {
  await openSection(clinician, "Notes", "Notes");
  const article = clinician.getByRole("article").first();
  await article.getByText(/^Final in another system/).waitFor();
  const words = await article.innerText();
  await openSensitivity(article.getByRole("button", { name: /^More about/ }));
  await label(clinician, /Alcohol and drugs/).check();
  await save(clinician);
  await article.getByText("Alcohol and drugs").waitFor();
  expect((await article.innerText()).replace(/\s*Marked sensitive:\s*Alcohol and drugs\s*· by hand/, "")).toBe(words);
  expect(await faultsEverywhere(clinician)).toEqual([]);
});

test("what is marked is marked wherever it stands", async () => {
  for (const [section, mark] of [
    ["Summary", "Mental health"],
    ["Summary", "Alcohol and drugs"],
    ["Timeline", "Alcohol and drugs"],
  ] as const) {
    await chartSection(clinician, section).click();
    await clinician.getByRole("main").getByText(mark).first().waitFor();
  }
  expect(await faultsEverywhere(clinician)).toEqual([]);
  await openSection(clinician, "Consents", "Consents");
  const marked = clinician.getByRole("region", { name: "Marked sensitive" });
  for (const mark of ["Mental health", "Alcohol and drugs", "HIV"]) await marked.getByText(mark).first().waitFor();
});

test("whoever doesn't keep consents puts marks on and takes none off", async () => {
  await nurse.goto(`/patients/${patient}/medicines`);
  const menu = nurse.getByRole("button", { name: /^More about/ }).first();
  await openSensitivity(menu);
  await label(nurse, /Abuse and safeguarding/).check();
  await save(nurse);
  await nurse.getByText("Abuse and safeguarding").first().waitFor();
  await openSensitivity(nurse.getByRole("button", { name: /^More about/ }).first());
  expect(await label(nurse, /Abuse and safeguarding/).isDisabled()).toBe(true);
  await dialogOf(nurse).getByText("Only somebody who keeps consents can take it off.").waitFor();
});

test("nobody puts a record out of their own sight, and is told before trying", async () => {
  await label(nurse, /Mental health/).check();
  await dialogOf(nurse)
    .getByText(/isn’t cleared for mental health/)
    .waitFor();
  await dialogOf(nurse).getByRole("button", { name: "Save" }).click();
  await dialogOf(nurse)
    .getByText(/^It isn’t saved: marked so, you wouldn’t see it/)
    .waitFor();
  expect(await label(nurse, /Mental health/).isChecked()).toBe(true);
  expect(await faultsEverywhere(nurse)).toEqual([]);
  await dialogOf(nurse).getByRole("button", { name: "Cancel" }).click();
});

test("whoever isn't cleared sees neither the record nor a sign of it", async () => {
  await openSection(nurse, "Problems", "Current problems");
  await nurse.getByRole("table").first().waitFor();
  const page = await nurse.getByRole("main").innerText();
  expect(page).not.toContain("Depression");
  expect(page).not.toMatch(/withheld|hidden|not shown|Mental health/i);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
