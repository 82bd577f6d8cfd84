import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { roles } from "../../src/custody/access/index.ts";
import { definitionOf } from "../../src/custody/policy/index.ts";
import type { FhirResource } from "../../src/foundation/fhir/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { anImporter } from "../support/house.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { chartName, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signInAtDoor } from "./support/door.ts";
import { noteText, proveBoth, signWith, writeOn } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// A day of somebody who needs a co-signer, and of who co-signs. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let windows: Record<"junior" | "senior", Window>;
let junior: Page;
let senior: Page;
let accounts: Record<"junior" | "senior", Account>;
let who: string;

/** An appointment that begins now, with its kind named. */
async function bookToday({ organisation, patient, serving }: Clinic): Promise<void> {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const entry = patient.entries.find(({ resource }) => resource.resourceType === "Patient");
  const { refused } = await serving().house.chart.importTogether(anImporter(organisation), [
    ...patient.entries.map(({ resource, fullUrl }) => ({ resource: resource as FhirResource, fullUrl })),
    {
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: {
        resourceType: "Appointment",
        status: "arrived",
        start: at(0),
        end: at(30),
        serviceType: [{ text: "Physiotherapy, follow-up" }],
        participant: [{ actor: { reference: entry?.fullUrl ?? "" }, status: "accepted" }],
      },
    },
  ]);
  expect(refused).toEqual([]);
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const { house } = clinic.serving();
  const definition = definitionOf(roles.therapist);
  const permissions = [...definition.permissions.filter((one) => one !== "notes.co-sign"), "notes.supervised"] as const;
  await house.policy.roles.put(
    anImporter(clinic.organisation),
    "therapist",
    { ...definition, label: "Junior therapist", reach: "organisation", permissions },
    0,
  );
  await bookToday(clinic);
  accounts = {
    junior: await clinic.account("therapist", "Jun", "Aalto"),
    senior: await clinic.account("clinician", "Maud", "Ferrier"),
  };
  const open = () => openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:drafts|notes)\//] });
  windows = { junior: await open(), senior: await open() };
  [junior, senior] = [windows.junior.page, windows.senior.page];
  who = chartName(clinic.patient);
  await signInAtDoor(junior, accounts.junior);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

const note = (page: Page) => page.getByRole("article", { name: "Physiotherapy follow-up", exact: true }).first();
const statusOf = (page: Page) => page.getByRole("row", { name: new RegExp(who) });

test("the day is a list: one key opens a chart, one begins the visit, one writes about it with the headings of its kind", async () => {
  const list = junior.getByRole("table", { name: "Today’s appointments" });
  await list.getByRole("link", { name: who }).waitFor();
  await junior.getByRole("button", { name: `Start the visit: ${who}` }).waitFor();
  await junior.getByText(/· live$/).waitFor();
  expect(await faultsEverywhere(junior)).toEqual([]);
  await junior.keyboard.press("j");
  await junior.keyboard.press("v");
  await junior.getByRole("button", { name: `End the visit: ${who}` }).waitFor();
  await statusOf(junior).getByText("In session").waitFor();
  await junior.getByRole("button", { name: "Undo" }).click();
  await statusOf(junior).getByText("Waiting").waitFor();
  await junior.getByRole("button", { name: `Start the visit: ${who}` }).click();
  await junior.getByRole("button", { name: `End the visit: ${who}` }).waitFor();
  await list.getByRole("link", { name: who }).focus();
  await junior.keyboard.press("w");
  await noteText(junior).waitFor();
  expect(await noteText(junior).inputValue()).toContain("Treatment given, and the response to it:");
});

test("what a junior signs waits, and says so; another screen of the day follows by itself", async () => {
  await signInAtDoor(senior, accounts.senior);
  await statusOf(senior).getByText("In session").waitFor();
  await writeOn(junior, "Stairs without the rail.");
  await signWith(junior, accounts.junior);
  await note(junior).getByText("Waits for a co-signature.").waitFor();
  await note(junior)
    .getByText(/^Checked \d\d:\d\d:\d\d/)
    .waitFor();
  await junior.goto("/");
  await junior.getByRole("button", { name: `End the visit: ${who}` }).click();
  await statusOf(junior).getByText("Done").waitFor();
  await statusOf(senior).getByText("Done").waitFor();
});

test("who co-signs finds it on the first page, and gives it back with words", async () => {
  await senior.reload();
  const list = senior.getByRole("list", { name: "To co-sign 1" });
  await list.getByRole("link", { name: new RegExp(`Physiotherapy follow-up.*${who}.*Jun Aalto`) }).waitFor();
  expect(await faultsEverywhere(senior)).toEqual([]);
  await list.getByRole("link").press("Enter");
  await note(senior).getByRole("button", { name: "Give back…" }).click();
  const dialog = senior.getByRole("dialog", { name: "Give this note back" });
  await dialog.getByLabel("What has to be said otherwise").fill("How many steps?");
  await dialog.getByRole("button", { name: "Give it back" }).click();
  await note(senior).getByText("How many steps?").waitFor();
  expect(await faultsEverywhere(senior)).toEqual([]);
});

test("its author finds the words, writes it anew from what was there, and signs again", async () => {
  await junior.goto("/");
  await junior
    .getByRole("list", { name: "Given back to you 1" })
    .getByRole("link", { name: /How many steps/ })
    .click();
  await note(junior).getByRole("link", { name: "Write it anew" }).click();
  await expect.poll(() => noteText(junior).inputValue()).toContain("Stairs without the rail.");
  await writeOn(junior, " Twelve steps.");
  await signWith(junior, accounts.junior);
  await note(junior).getByText("Twelve steps.").waitFor();
  await note(junior).getByText("Waits for a co-signature.").waitFor();
});

test("co-signing shows exactly what is signed; the note is final then, with both signatures", async () => {
  await senior.goto("/");
  await senior.getByRole("list", { name: "To co-sign 1" }).getByRole("link").click();
  await note(senior).getByRole("button", { name: "Co-sign…" }).click();
  const dialog = senior.getByRole("dialog", { name: "Co-sign this note" });
  await dialog.getByRole("region", { name: "Exactly what is signed" }).getByText("Twelve steps.").waitFor();
  await dialog.getByText("This signature takes a fresh proof").waitFor();
  await dialog.getByRole("button", { name: "Co-sign", exact: true }).click();
  await proveBoth(senior, accounts.senior);
  await dialog.waitFor({ state: "hidden" });
  const signatures = note(senior).getByRole("group", { name: /^Signatures on/ });
  await signatures.getByText(/Signed by Jun Aalto.*wrote this/).waitFor();
  await signatures.getByText(/Signed by Maud Ferrier.*has reviewed this/).waitFor();
  await note(senior).getByText("Final", { exact: true }).waitFor();
  expect(await faultsEverywhere(senior)).toEqual([]);
});

test("a test is asked for once though the window was lost with the answer, somebody enters its result, and who asked sees it as new until they say so", async () => {
  await senior.keyboard.press("o");
  const form = senior.getByRole("form", { name: "Ask for a test or refer" });
  await form.getByRole("textbox", { name: "What", exact: true }).fill("Vitamin D");
  await form.getByRole("textbox", { name: "Question, or why" }).fill("Bone pain");
  // The server takes it, and nobody hears of it.
  await senior.route(
    ({ pathname }) => pathname === "/fhir",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
  );
  await form.getByRole("textbox", { name: "Question, or why" }).press("Enter");
  await form.getByText("Not done: the server doesn’t answer.").waitFor();
  await senior.unrouteAll({ behavior: "wait" });
  await senior.reload();
  await senior.getByRole("row", { name: /^Vitamin D.*Awaited/ }).waitFor();
  await expect.poll(() => form.getByRole("textbox", { name: "What", exact: true }).inputValue()).toBe("");
  expect(await senior.getByRole("row", { name: /^Vitamin D/ }).count()).toBe(1);
  await openSection(junior, "Orders", "Orders");
  await junior.getByRole("button", { name: "Result… of Vitamin D" }).click();
  const dialog = junior.getByRole("dialog", { name: "Result of “Vitamin D”" });
  await dialog.getByLabel("Finding").fill("Low.");
  await dialog.getByRole("button", { name: "Add a value" }).click();
  await dialog.getByLabel("Measured").fill("25-hydroxyvitamin D");
  await dialog.getByLabel("Value").fill("31");
  await dialog.getByLabel("Unit").fill("nmol/L");
  await dialog.getByText("Not done yet. Kept on this device.").waitFor();
  await junior.reload();
  await junior.getByRole("button", { name: "Result… of Vitamin D" }).click();
  await expect.poll(() => dialog.getByLabel("Finding").inputValue()).toBe("Low.");
  expect(await dialog.getByLabel("Unit").inputValue()).toBe("nmol/L");
  expect(await faultsEverywhere(junior)).toEqual([]);
  await dialog.getByRole("button", { name: "Record the result" }).click();
  await junior.getByRole("row", { name: /^Vitamin D.*New result.*Low\./ }).waitFor();
  expect(await faultsEverywhere(junior)).toEqual([]);
  await senior.goto("/");
  await senior
    .getByRole("list", { name: "New results 1" })
    .getByRole("link", { name: /Vitamin D/ })
    .click();
  await senior.getByRole("button", { name: "Result seen: Vitamin D" }).click();
  await senior.getByRole("row", { name: /^Vitamin D.*Result seen/ }).waitFor();
  await senior.getByRole("button", { name: "Open again: Vitamin D" }).waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  const unanswered = /Failed to load resource: net::ERR_FAILED/;
  const complaints = [...windows.junior.complaints, ...windows.senior.complaints];
  expect(complaints.filter((one) => !unanswered.test(one))).toEqual([]);
});
