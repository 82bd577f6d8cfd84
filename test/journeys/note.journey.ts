import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leafHash } from "../../src/custody/ledger/merkle/index.ts";
import { parseProofBundle, parseVerifierKey, verifyProofBundle } from "../../src/custody/ledger/verify/index.ts";
import { parseSignedRecord, verifySignature } from "../../src/custody/signatures/index.ts";
import { readPdf } from "../support/read-pdf.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { findPatient, openSection } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { noteText, saveLine, signWith, writeOn } from "./support/note.ts";
import { type Window, openWindow } from "./support/window.ts";

// Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let window: Window;
let page: Page;
let clinician: Account;
let draft: string;

const first = "Walks to the shop again, without the stick.\n";
const second = "Stairs: one at a time, holding on.\n";
const third = "Exercises twice daily; seen again in two weeks.";

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/drafts\//] });
  ({ page } = window);
  await signIn(page, clinician);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

test("a note is on the server within seconds of the last key, and says so", async () => {
  await findPatient(page, clinic.patient);
  await openSection(page, "Notes", "Notes");
  await page.getByRole("link", { name: "Write a note" }).first().click();
  await page.getByRole("textbox", { name: "Title" }).fill("Knee, third visit");
  await writeOn(page, first);
  draft = new URL(page.url()).pathname;
  expect(await saveLine(page).innerText()).toMatch(/^Saved \d\d:\d\d:\d\d/);
});

test("a reload brings the draft back, to the letter", async () => {
  await page.reload();
  await noteText(page).waitFor();
  expect(await noteText(page).inputValue()).toBe(first);
  await writeOn(page, second);
});

test("another browser of the same person finds the draft in the chart", async () => {
  const elsewhere = await openWindow(browser, clinic.origin);
  await signIn(elsewhere.page, clinician);
  await findPatient(elsewhere.page, clinic.patient);
  await openSection(elsewhere.page, "Notes", "Notes");
  await elsewhere.page
    .getByRole("list", { name: "Open drafts" })
    .getByRole("link", { name: /Knee, third visit/ })
    .click();
  await noteText(elsewhere.page).waitFor();
  expect(await noteText(elsewhere.page).inputValue()).toBe(first + second);
  expect(elsewhere.complaints).toEqual([]);
  await elsewhere.close();
});

test("a restart of the server in mid-sentence loses nothing, and the session goes on", async () => {
  await noteText(page).focus();
  const restarted = clinic.restart();
  await noteText(page).press("Control+End");
  await noteText(page).pressSequentially(third, { delay: 20 });
  await restarted;
  await page
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor({ timeout: 40_000 });
  await page.reload();
  await noteText(page).waitFor();
  expect(new URL(page.url()).pathname).toBe(draft);
  expect(await noteText(page).inputValue()).toBe(first + second + third);
});

test("the sign dialog shows exactly what is signed, about whom and by whom, and without a proof nothing is", async () => {
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign this note" });
  const exact = await dialog.getByRole("region", { name: "Exactly what is signed" }).innerText();
  for (const words of ["Knee, third visit", first.trim(), second.trim(), third]) expect(exact).toContain(words);
  expect(await dialog.innerText()).toContain("Maud Ferrier");
  await dialog.getByText("This signature takes a fresh proof").waitFor();
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await page.getByRole("dialog", { name: "Is it still you?" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.getByRole("alert").filter({ hasText: "Nothing was signed" }).waitFor();
  await dialog.getByRole("button", { name: "Not yet" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await noteText(page).inputValue()).toBe(first + second + third);
});

test("once signed, the note is locked and shows by whom, when and meaning what", async () => {
  await signWith(page, clinician);
  const note = page.getByRole("article", { name: "Knee, third visit", exact: true });
  const signatures = note.getByRole("group", { name: /^Signatures on/ });
  await signatures.getByText(/^Checked \d\d:\d\d:\d\d: the words/).waitFor();
  expect(await signatures.innerText()).toMatch(
    /Signed by Maud Ferrier, \d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d UTC\S*\. Meaning: Maud Ferrier wrote this/,
  );
  expect(await page.getByRole("list", { name: "Open drafts" }).count()).toBe(0);
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.emulateMedia({ media: "print" });
  expect(await signatures.getByText(/Meaning: Maud Ferrier wrote this/).isVisible()).toBe(true);
  await signatures.getByText(/Key: \S{43}\./).waitFor();
  await signatures.getByText(/wardbook signature verify.*signature-keys/).waitFor();
  expect(await page.getByRole("button").count()).toBe(0);
  await page.emulateMedia({ media: null });
});

test("the signed note, downloaded, is checked without the server", async () => {
  const note = page.getByRole("article", { name: "Knee, third visit", exact: true });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    note.getByRole("button", { name: "Signed note, to check elsewhere" }).click(),
  ]);
  const file = parseSignedRecord(await readFile(await download.path(), "utf8"));
  expect(await verifySignature(file.record, file.signatures[0] ?? file.record, file.history)).toMatchObject({
    kind: "valid",
    manifest: { signer: { name: "Maud Ferrier" }, meaning: "authorship" },
  });
  const [paper] = await Promise.all([
    page.waitForEvent("download"),
    note.getByRole("button", { name: "Print as PDF" }).click(),
  ]);
  expect(readPdf(await readFile(await paper.path())).texts.join(" ")).toContain("Maud Ferrier wrote this");
});

test("an addendum under it takes the password, a wrong one signs nothing", async () => {
  const note = page.getByRole("article", { name: "Knee, third visit", exact: true });
  await page.getByRole("link", { name: "Write an addendum" }).click();
  await writeOn(page, "The X-ray arrived after signing: no change.");
  await page.getByRole("button", { name: "Sign", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign this addendum" });
  await dialog.getByLabel("Your password").fill("not the password");
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await dialog.getByText("That is not your password. Nothing was signed.").waitFor();
  await dialog.getByRole("button", { name: "Not yet" }).click();
  await dialog.waitFor({ state: "hidden" });
  await signWith(page, clinician);
  const addendum = page.getByRole("article", { name: /^Addendum/ });
  await addendum.waitFor();
  expect(await addendum.innerText()).toContain("The X-ray arrived after signing");
  expect(await note.innerText()).toContain(third);
});

test("a note that isn't as it was signed says so, and nothing of what its signature claims", async () => {
  const address = /\/api\/notes\/[^/]+\/signatures$/;
  const broken = { verdict: "broken", fault: "not-as-signed", relabelled: false };
  await page.route(address, (route) =>
    route.fulfill({
      json: { state: "broken", signatures: [broken], keysAt: "https://records.example/signature-keys/x" },
    }),
  );
  await page.reload();
  const note = page.getByRole("article", { name: "Knee, third visit", exact: true });
  await note.getByRole("alert").getByText("This note isn’t as it was signed.").waitFor();
  expect(await note.innerText()).not.toContain("Signed by");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.unroute(address);
});

test("the address of the signed draft brings none of its words back", async () => {
  await page.goto(draft);
  await noteText(page).waitFor();
  expect(await noteText(page).inputValue()).toBe("");
});

test("Who looked tells the clinician's own look, and why it was allowed", async () => {
  await openSection(page, "Who looked", "Who looked");
  const story = page
    .getByRole("main")
    .getByRole("button", { name: /Maud Ferrier opened the chart/ })
    .first();
  await story.waitFor();
  expect(await story.innerText()).toMatch(/as clinician of this organisation\./);
  expect(await story.innerText()).toMatch(/signed/);
});

test("the proof of a look, downloaded, verifies with the ledger's public key alone", async () => {
  const { ledgerReader } = clinic.serving().house;
  const { verifierKey } = await ledgerReader.standing(clinic.organisation, 1, Date.now());
  await page
    .getByRole("main")
    .getByRole("button", { name: /Maud Ferrier/ })
    .first()
    .click();
  const button = page.getByRole("button", { name: /^Download the proof of entry/ }).last();
  const entryId = (await button.getAttribute("aria-label"))?.split(" ").at(-1) ?? "";
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  const proof = await readFile(await download.path(), "utf8");
  const { extra = Buffer.alloc(0), index } = parseProofBundle(proof);
  const policy = { log: parseVerifierKey(verifierKey), witnesses: [], witnessesNeeded: 0 };
  const { size } = verifyProofBundle(proof, leafHash(extra), policy);
  expect(index).toBeLessThan(size);
  expect((await ledgerReader.entry(clinic.organisation, entryId)).actor.name).toBe("Maud Ferrier");
  // One changed byte of the entry, and the same file proves nothing.
  extra.writeUInt8(extra.readUInt8(extra.length - 1) ^ 1, extra.length - 1);
  expect(() => verifyProofBundle(proof, leafHash(extra), policy)).toThrow();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
