import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { readPdf } from "../support/read-pdf.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Somebody is registered twice, and the two records are made one. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let administrator: Account;

/** The patient who is here, and how the desk misspells their family name. */
function known() {
  const entry = clinic.patient.entries.find(({ resource }) => resource.resourceType === "Patient");
  const [name] = (entry?.resource["name"] ?? []) as { family: string; given: string[] }[];
  const { family = "", given = [] } = name ?? {};
  return { family, given: given.join(" "), misspelt: `${family.slice(0, 3)}${family.slice(2)}` };
}

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  administrator = await clinic.account("administrator", "Ada", "Okafor");
  window = await openWindow(browser, clinic.origin);
  ({ page } = window);
  await signIn(page, await clinic.account("front-desk", "Tom", "Birch"));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

/** Draws a line as a pen would. */
async function draw(): Promise<void> {
  const pad = page.getByRole("img", { name: /Where the patient signs/ });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error("there is nothing to sign on");
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 12; step += 1)
    await page.mouse.move(box.x + 20 + step * 14, box.y + box.height / 2 + (step % 2 === 0 ? 18 : -18));
  await page.mouse.up();
}

test("who runs the house writes the privacy notice and sets how a branch's numbers begin", async () => {
  const house = await openWindow(browser, clinic.origin);
  await signIn(house.page, administrator);
  await house.page.goto("/administration/registration");
  const branch = house.page.getByLabel(/^How numbers of/).first();
  await branch.fill("lr");
  await branch.press("Enter");
  await house.page.getByText("LR-000001").waitFor();
  const text = house.page.getByLabel("Text of the privacy notice");
  await house.page.getByText("Something is still to be filled in").waitFor();
  await text.fill("Harbour Physiotherapy keeps what you tell us for your treatment.\n\nAsk at the desk to see it.");
  await house.page.getByRole("button", { name: "Keep it" }).click();
  await house.page.getByText("Version 1, of").waitFor();
  expect(await faultsEverywhere(house.page)).toEqual([]);
  expect(house.complaints).toEqual([]);
  await house.close();
});

test("who is registered already is shown while one types, and stands in nobody's way; the patient signs the notice", async () => {
  const { given, misspelt } = known();
  await page.goto("/patients/new");
  await page.getByLabel("Family name").fill(misspelt);
  await page.getByLabel("Given names").fill(given);
  await page
    .getByRole("region", { name: "Looks like" })
    .getByRole("link", { name: /Open the record/ })
    .waitFor();
  await page.getByLabel("Who pays").fill("Harbour Mutual");
  await page.getByText("What you typed is kept on this device.").waitFor();
  await page.reload();
  await expect.poll(() => page.getByLabel("Who pays").inputValue()).toBe("Harbour Mutual");
  await page.getByRole("radio", { name: "They read it here and sign" }).check();
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByText("The signature is missing.").waitFor();
  await draw();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByRole("region", { name: "Patient" }).getByText(misspelt.toUpperCase()).waitFor();
  expect(await page.getByRole("button", { name: /privacy notice/i }).count()).toBe(0);
});

test("a photo is taken with the camera, cut and kept without what the file said; the card and the label are printed", async () => {
  // A camera that shows a drawing.
  await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 640, height: 480 });
    const context = canvas.getContext("2d");
    setInterval(() => {
      if (context === null) return;
      context.fillStyle = "#7a4";
      context.fillRect(0, 0, 640, 480);
      context.fillStyle = "#fff";
      context.fillRect(240, 120, 160, 200);
    }, 40);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(25);
  });
  await page.getByRole("button", { name: /Add a photo of/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Use the camera" }).click();
  await dialog.getByRole("button", { name: "Take it" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.querySelector("video")?.videoWidth ?? 0)).toBeGreaterThan(0);
  await dialog.getByRole("button", { name: "Take it" }).click();
  await dialog.getByRole("slider", { name: "How near" }).press("ArrowRight");
  await dialog.getByRole("img", { name: "The photo as it will be" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Keep this photo" }).click();
  const photo = page.getByRole("button", { name: /^Photo of/ });
  await photo.locator("img").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);

  await page.getByRole("button", { name: "Print a card or a label" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /Patient card/ }).click(),
  ]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  expect(readPdf(Buffer.concat(parts))).toMatchObject({ pages: 1, tagged: true });
  await page.keyboard.press("Escape");
});

test("another notice is offered to who signed the one before, and what was signed stands beside the consents", async () => {
  const { settings } = clinic.serving().house.identity;
  const operator = { kind: "system", id: "test", name: "test" } as const;
  const kind = { key: "privacy-notice", parse: (stored: unknown) => stored as { version: number; text: string } };
  await settings.change(operator, clinic.organisation, kind, () => ({
    value: { version: 2, text: "Harbour Physiotherapy keeps it for ten years." },
    detail: "a test's",
  }));
  await page.reload();
  await page.getByRole("button", { name: "The privacy notice is a new one" }).click();
  const dialog = page.getByRole("dialog", { name: "Privacy notice" });
  await dialog.getByText("keeps it for ten years").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("radio", { name: "It was given on paper" }).check();
  await dialog.getByRole("button", { name: "Write it down" }).click();
  await page.getByRole("button", { name: "The privacy notice is a new one" }).waitFor({ state: "detached" });

  const clinician = await openWindow(browser, clinic.origin);
  await signIn(clinician.page, await clinic.account("clinician", "Amara", "Osei"));
  await clinician.page.goto(`${new URL(page.url()).pathname}/consents`);
  await clinician.page.getByRole("img", { name: "The signature as it was drawn" }).waitFor();
  await clinician.page.getByText("No consent limits or widens who sees this record.").waitFor();
  expect(await faultsEverywhere(clinician.page)).toEqual([]);
  expect(clinician.complaints).toEqual([]);
  await clinician.close();
});

test("two records are made one, the chart that is kept says so, the other is marked wherever it is found, and it is undone", async () => {
  await page.goto("/patients/merge");
  const { family, misspelt } = known();
  const choose = async (label: string, typed: string) => {
    await page.getByRole("combobox", { name: label }).fill(typed);
    await page.getByRole("option", { name: typed.toUpperCase() }).first().click();
  };
  await choose("First record", family);
  await choose("Second record", misspelt);
  await page.getByLabel("How do you know that it is one person?").fill("She was misspelt at the desk.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("Shows also what belongs to the merged record").waitFor();
  const kept = new URL(page.url()).pathname;

  await page.goto(`/patients?find=${misspelt}`);
  await page.getByText(new RegExp(`Merged into ${family}`, "i")).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.goto("/patients/merge");
  await page.getByRole("combobox", { name: "First record" }).fill(misspelt);
  await page.getByRole("option", { name: new RegExp(`merged into ${family}`, "i") }).waitFor();

  await page.goto(kept);
  await page.getByRole("button", { name: /Undo the merge of/ }).click();
  await page.getByLabel("Why are these two people?").fill("Two people after all.");
  await page.getByRole("dialog").getByRole("button", { name: "Undo the merge" }).click();
  await page.getByText("Shows also what belongs to the merged record").waitFor({ state: "detached" });
  expect(window.complaints).toEqual([]);
});
