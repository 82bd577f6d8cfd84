import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FhirResource, ResourceType } from "../../src/foundation/fhir/index.ts";
import { aClinician } from "../people/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { readPdf } from "../support/read-pdf.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// A patient asks for erasure; the privacy officer answers in time, part by part, on grounds that the law knows.
const pictures = process.env["WARDBOOK_JOURNEYS_PICTURES"];
let clinic: Clinic;
let browser: Browser;
let hers: Window;
let office: Window;
let allergy: string;

/** One record of each of several kinds, with a word in it that is nowhere else. */
function canaries(patient: string): readonly (FhirResource & { readonly resourceType: ResourceType })[] {
  const subject = { reference: patient };
  return [
    { resourceType: "Condition", subject, code: { text: "canary-condition" } },
    { resourceType: "Observation", status: "final", subject, code: { text: "canary-observation" } },
    { resourceType: "AllergyIntolerance", patient: subject, code: { text: "canary-allergy" } },
    {
      resourceType: "MedicationRequest",
      status: "active",
      intent: "order",
      subject,
      medicationCodeableConcept: { text: "canary-medicine" },
    },
    { resourceType: "Communication", status: "completed", subject, payload: [{ contentString: "canary-message" }] },
    {
      resourceType: "Appointment",
      status: "booked",
      description: "canary-booking",
      start: "2026-03-09T09:00:00Z",
      end: "2026-03-09T09:30:00Z",
      participant: [{ actor: subject, status: "accepted" }],
    },
    {
      resourceType: "DocumentReference",
      status: "current",
      subject,
      content: [{ attachment: { contentType: "text/plain", data: Buffer.from("canary-document").toString("base64") } }],
    },
  ];
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { value } = await clinic.serving().house.chart.create(aClinician(clinic.organisation), "Patient", {
    resourceType: "Patient",
    name: [{ use: "official", family: "Halloran", given: ["Nora"] }],
    birthDate: "1948-02-29",
  });
  for (const resource of canaries(`Patient/${value.id}`)) {
    const { chart } = clinic.serving().house;
    const made = await chart.create(aClinician(clinic.organisation), resource.resourceType, resource);
    if (resource.resourceType === "AllergyIntolerance") allergy = `AllergyIntolerance/${made.value.id}`;
  }
  const nora = await clinic.account("patient", "Nora", "Halloran", `Patient/${value.id}`);
  const officer = await clinic.account("privacy-officer", "Ines", "Rowan");
  hers = await openWindow(browser, clinic.origin, {});
  office = await openWindow(browser, clinic.origin, {});
  await signIn(hers.page, nora);
  await signIn(office.page, officer);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("a patient asks in her own words, and sees until when she has to be answered", async () => {
  const { page } = hers;
  await page.getByRole("link", { name: "Have something deleted" }).click();
  await page.getByText("Article 17 GDPR. Answer: within one month", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.getByText("Say what you would like, in your own words.").waitFor();
  await page.getByLabel("In your words").fill("Please delete my old messages and letters.");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const asked = page.getByRole("listitem").filter({ hasText: "Please delete my old messages" });
  await asked.getByText(/^Due in \d+ days/).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("the officer knows who it is, decides part by part, and answers", async () => {
  const { page } = office;
  await page.goto("/rights");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("link", { name: /^Open: Erasure, Nora Halloran/ }).click();
  await page.getByRole("button", { name: "Confirm identity…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("She came to the desk with her passport.");
  await page.getByRole("dialog").getByRole("button", { name: "Confirm identity" }).click();
  await page.getByRole("textbox", { name: "What" }).fill("Messages");
  await page.getByRole("button", { name: "Another part" }).click();
  await page.getByRole("textbox", { name: "What" }).nth(1).fill("Prescriptions");
  await page.getByRole("radiogroup", { name: "Decision on part 2" }).getByText("Refused").click();
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByText("Choose the ground.").waitFor();
  await page.getByRole("combobox", { name: "Ground" }).click();
  await page.getByRole("option", { name: /The law obliges to keep it/ }).click();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 12)).toEqual([]);
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("button", { name: "Decision…" }).click();
  const writing = page.getByRole("dialog", { name: "Decision" });
  await writing.getByText("Prescriptions: The law obliges to keep it. (Article 17(3)(b) GDPR)").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await writing.getByRole("button", { name: "Make the letter" }).click();
  await page.getByRole("button", { name: "It was sent: We grant a part of your request" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Write down" }).click();
  await page
    .getByRole("list", { name: "Letters" })
    .getByText(/^Sent .* by post to the address in the record/)
    .waitFor();
  await page.getByRole("button", { name: "Answered…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Letter of today.");
  await page.getByRole("dialog").getByRole("button", { name: "Answered" }).click();
  await page.getByRole("list", { name: "Steps" }).getByText("Letter of today.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("what came by letter is written down with the day on which it came", async () => {
  const { page } = office;
  await page.goto("/rights");
  await page.getByRole("button", { name: "Write one down…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "About whose record" }).fill("hallor");
  await page.getByRole("option", { name: /HALLORAN, Nora/ }).click();
  await dialog.getByLabel("Who asks").fill("Nora Halloran");
  await dialog.getByLabel("In their words").fill("I would like a copy of everything.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Write down" }).click();
  await page
    .getByRole("list", { name: "Open requests" })
    .getByText(/^Access: /)
    .waitFor();
});

test("of a look that she doesn’t recognise she asks what it was for", async () => {
  const { page } = hers;
  await page.goto("/");
  await page.getByRole("link", { name: "Everybody who looked" }).click();
  const look = page.getByRole("listitem").filter({ hasText: "Dr Ada Okafor" }).first();
  await look.getByRole("button", { name: "I don’t recognise this…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Anything to add").fill("I was never at this place.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Ask" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.goto("/my-requests");
  await page.getByText(/I don’t recognise this: Dr Ada Okafor, .*I was never at this place\./s).waitFor();
});

test("she downloads everything, sealed under a passphrase of hers, and reads it without a network", async () => {
  const { page } = hers;
  await page.getByRole("button", { name: "Download everything…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Passphrase").fill("low tide");
  await dialog.getByLabel("The same again").fill("high tide");
  await dialog.getByRole("button", { name: "Download" }).click();
  await dialog.getByText("Use at least 12 characters", { exact: false }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByLabel("Passphrase").fill("low tide at noon");
  await dialog.getByLabel("The same again").fill("low tide at noon");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download" }).click(),
  ]);
  const path = join(mkdtempSync(join(tmpdir(), "wardbook-package-")), "record.html");
  await download.saveAs(path);
  expect(readFileSync(path, "utf8")).not.toMatch(/halloran|canary/i);
  const context = await browser.newContext({ offline: true });
  const opened = await context.newPage();
  await opened.goto(pathToFileURL(path).href);
  await opened.getByLabel("Passphrase").fill("not the passphrase");
  await opened.getByRole("button", { name: "Open" }).click();
  await opened.getByText("That isn’t the passphrase", { exact: false }).waitFor();
  await opened.getByLabel("Passphrase").fill("low tide at noon");
  await opened.getByRole("button", { name: "Open" }).click();
  await opened.getByRole("heading", { name: "HALLORAN, Nora" }).waitFor();
  const text = (await opened.getByRole("main").textContent()) ?? "";
  for (const kind of ["condition", "observation", "allergy", "medicine", "message", "booking", "document"])
    expect(text).toContain(`canary-${kind}`);
  expect(text).toContain("Please delete my old messages and letters.");
  expect(text).toContain("nora.halloran");
  expect(text).toContain("as officer for requests");
  if (pictures !== undefined) await opened.screenshot({ path: `${pictures}/package.png` });
  const [paper] = await Promise.all([
    opened.waitForEvent("download"),
    opened.getByRole("button", { name: /^Save as PDF/ }).click(),
  ]);
  const printed = readPdf(readFileSync(await paper.path()));
  expect(printed).toMatchObject({ language: "en", tagged: true, missing: 0 });
  // A line may end at the hyphen.
  for (const kind of ["condition", "observation", "allergy", "medicine", "message", "booking", "document"])
    expect(printed.texts.join("").replaceAll(/\s/g, "")).toContain(`canary-${kind}`);
  if (pictures !== undefined) await paper.saveAs(`${pictures}/package.pdf`);
  const [data] = await Promise.all([
    opened.waitForEvent("download"),
    opened.getByRole("button", { name: /^Save the data as FHIR/ }).click(),
  ]);
  const bundle: unknown = JSON.parse(readFileSync(await data.path(), "utf8"));
  expect(bundle).toMatchObject({ resourceType: "Bundle", type: "collection" });
  expect(JSON.stringify(bundle)).toContain("canary-condition");
  await context.close();
});

test("she sees what was decided, and why", async () => {
  const { page } = hers;
  await page.reload();
  await page.getByText("Prescriptions: refused. The law obliges to keep it. (Article 17(3)(b) GDPR)").waitFor();
  const [letter] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^Letter of .*: We grant a part of your request/ }).click(),
  ]);
  if (pictures !== undefined) await letter.saveAs(`${pictures}/letter.pdf`);
  const { texts, missing } = readPdf(readFileSync(await letter.path()));
  expect([missing, texts[0]]).toEqual([0, expect.stringContaining("Dear Nora Halloran,")]);
});

test("what she has restricted is marked in her record, and is lifted only once she was told", async () => {
  await hers.page.goto("/my-requests?kind=restriction");
  await hers.page.getByLabel("In your words").fill(`Don’t use this, it isn’t mine: ${allergy}`);
  await hers.page.getByRole("button", { name: "Ask", exact: true }).click();
  await hers.page.getByRole("listitem").filter({ hasText: "it isn’t mine" }).waitFor();
  const { page } = office;
  const say = async (button: string, text: string, confirm = button) => {
    await page.getByRole("button", { name: `${button}…`, exact: true }).click();
    await page.getByRole("dialog").getByRole("textbox").last().fill(text);
    await page.getByRole("dialog").getByRole("button", { name: confirm }).click();
  };
  await page.goto("/rights");
  await page.getByRole("link", { name: /^Open: Restriction, Nora Halloran/ }).click();
  await say("Confirm identity", "Signed in.");
  expect(await page.getByRole("textbox", { name: "What" }).inputValue()).toBe(allergy);
  await page.getByRole("button", { name: "Decide" }).click();
  await page.getByRole("list", { name: "What is restricted" }).getByText(allergy).waitFor();
  await page.getByRole("button", { name: "Who has seen it?" }).click();
  await page.getByText("As far as the ledger reaches back:", { exact: false }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/restriction.png`, fullPage: true });
  await hers.page.goto("/");
  await hers.page.getByText("This is kept, and nobody uses it", { exact: false }).waitFor();
  expect(await faultsEverywhere(hers.page)).toEqual([]);
  if (pictures !== undefined) await hers.page.screenshot({ path: `${pictures}/restricted-allergy.png` });
  expect(await page.getByRole("button", { name: "Lift…" }).count()).toBe(0);
  await say("They were told", "By telephone, today.", "Write down");
  await say("Lift", "It was checked, and is hers.");
  await page
    .getByRole("list", { name: "Steps of the restriction" })
    .getByText("It was checked, and is hers.")
    .waitFor();
  for (const { complaints } of [hers, office]) expect(complaints).toEqual([]);
});
