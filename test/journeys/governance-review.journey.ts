import { readFile } from "node:fs/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, giveCredentials, signIn } from "./support/door.ts";
import { fhirAs, outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// Every grant is kept or withdrawn by somebody who doesn't hold it. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let reviewer: Account;
let leaver: Account;
const windows: Window[] = [];
let page: Page;
let leaversPage: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  reviewer = await clinic.account("administrator", "Ines", "Rowan");
  leaver = await clinic.account("clinician", "Maud", "Ferrier");
  await clinic.account("front-desk", "Ned", "Ashby");
  [page, leaversPage] = await Promise.all([enter(reviewer), enter(leaver)]);
  const { federation } = clinic.serving().house.authorization;
  await federation.configure({ kind: "system", id: "test", name: "test" }, clinic.organisation, {
    state: "active",
    issuer: "https://harbour.test",
    clientId: "wardbook",
    label: "Harbour",
    allowedDomains: [],
    provision: true,
    roles: { claim: "groups", map: [{ value: "desk", role: "front-desk" }] },
    secondFactorProofs: [],
  });
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(account: Account): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, {
    acceptDownloads: true,
    refusals: [/^\/api\/(?:session|access-reviews|break-glass)/, /^\/fhir\//],
  });
  windows.push(window);
  await signIn(window.page, account);
  return window.page;
}

const mine = () => page.getByRole("list", { name: "Yours to decide" });
const decided = () => page.getByRole("list", { name: "Decided" });
const dialog = () => page.getByRole("dialog");

/** Goes with the arrows to somebody's grant. */
async function arrowTo(who: string): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    if (focused.startsWith(`Keep ${who}`)) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the arrows don't lead to ${who}`);
}

/** Somebody types when they see where it goes. */
async function focusIsOn(field: Locator): Promise<void> {
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
}

test("where there was no review the page says when one begins", async () => {
  await page.goto("/access-reviews");
  await page.getByText("No review yet").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 14)).toEqual([]);
});

test("a review begun by hand lists every grant, and nobody gets their own", async () => {
  await page.getByRole("button", { name: "Start a review…" }).click();
  await dialog().getByRole("textbox").fill("After the merger");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "After the merger" }).waitFor();
  await mine().getByText("Maud Ferrier").waitFor();
  await mine().getByText("Ned Ashby").waitFor();
  expect(await mine().getByText("Ines Rowan").count()).toBe(0);
  await page.getByRole("list", { name: "With others" }).getByText("Ines Rowan").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 16)).toEqual([]);
});

test("without a mouse: arrows lead to a grant, k keeps it, and the focus goes on to the next", async () => {
  await page.getByRole("heading", { name: "After the merger" }).focus();
  await arrowTo("Ned Ashby");
  await page.keyboard.press("k");
  await focusIsOn(dialog().getByLabel("Why"));
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.type("Still at the front desk on weekdays.");
  await page.keyboard.press("Control+Enter");
  await decided().getByText("Ned Ashby").waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toContain("Maud Ferrier");
});

test("w withdraws it, after a fresh proof, and the person is out of the house at once", async () => {
  expect((await fhirAs(leaversPage, "Patient?_count=1")).status).toBe(200);
  await outdateProofOf(page, clinic);
  await arrowTo("Maud Ferrier");
  await page.keyboard.press("w");
  await focusIsOn(dialog().getByLabel("Why"));
  await page.keyboard.type("Left the clinic in May.");
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.keyboard.press("Control+Enter");
  const stepUp = page.getByRole("dialog", { name: "Is it still you?" });
  await stepUp.getByLabel("Password", { exact: true }).focus();
  await page.keyboard.type(reviewer.password);
  await page.keyboard.press("Enter");
  await stepUp.getByLabel("Six-digit code").focus();
  await page.keyboard.type(await reviewer.authenticator.code());
  await page.keyboard.press("Enter");
  await decided().getByRole("listitem").filter({ hasText: "Maud Ferrier" }).getByText("Withdrawn").first().waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect((await fhirAs(leaversPage, "Patient?_count=1")).status).toBe(401);
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/session/] });
  await window.page.goto("/sign-in");
  await giveCredentials(window.page, leaver);
  await window.page.getByRole("alert").waitFor();
  await window.close();
});

test("a role that the organisation's own provider gives is taken back; kept in the database alone, it shows as altered", async () => {
  const { db, authorization } = clinic.serving().house;
  const put = (state: string) =>
    db
      .tenant(clinic.organisation)
      .query("update wardbook.access_review_item set state = $2 where tenant = $1 and kind = 'federation-mapping'", [
        clinic.organisation,
        state,
      ]);
  await put("kept");
  await page.reload();
  const altered = page.getByRole("list", { name: "Altered" });
  await altered.getByText("Nobody can decide it here").waitFor();
  await page.getByRole("list", { name: "How far it is" }).getByText("1 altered").waitFor();
  expect(await decided().getByText("Harbour").count()).toBe(0);
  expect(await faultsEverywhere(page)).toEqual([]);
  await put("pending");
  await page.reload();
  await mine().getByText("The role Front desk").waitFor();
  await arrowTo("Harbour: whoever has groups = desk");
  await page.keyboard.press("w");
  await focusIsOn(dialog().getByLabel("Why"));
  await page.keyboard.type("The desk has accounts of its own.");
  await page.keyboard.press("Control+Enter");
  await decided().getByRole("listitem").filter({ hasText: "groups = desk" }).getByText("Withdrawn").first().waitFor();
  expect((await authorization.federation.of(clinic.organisation))?.roles?.map).toEqual([]);
});

test("what nobody could be given is assigned to somebody new, and with the last decision the review closes", async () => {
  const owner = await clinic.account("owner", "Odile", "Marsh");
  const ownersPage = await enter(owner);
  await page.reload();
  await page.getByRole("button", { name: /^Assign Ines Rowan/ }).click();
  await dialog().getByRole("radio", { name: "Odile Marsh" }).check();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog().getByRole("button", { name: "Assign", exact: true }).click();
  await page.getByText("With Odile Marsh").waitFor();
  await ownersPage.goto("/tasks");
  await ownersPage.getByRole("link", { name: /^Decide… .*After the merger/ }).click();
  await ownersPage.getByRole("button", { name: /^Keep Ines Rowan/ }).click();
  await ownersPage.getByRole("dialog").getByLabel("Why").fill("Runs the house.");
  await ownersPage.getByRole("dialog").getByRole("button", { name: "Keep", exact: true }).click();
  await ownersPage.getByRole("list", { name: "Decided" }).getByText("Ines Rowan").first().waitFor();
  await page.reload();
  // The last decision closes it.
  await page.getByText("Closed", { exact: true }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("the result is a file that tells who decided what and why", async () => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Result as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("access-review-after-the-merger.csv");
  const text = await readFile(await download.path(), "utf8");
  expect(text).toContain("Maud Ferrier");
  expect(text).toContain("Left the clinic in May.");
  expect(text).toContain("Odile Marsh");
  await page.goto("/access-reviews");
  await page.getByRole("list", { name: "Access reviews" }).getByText("After the merger").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("the rules of exceptions are changed, and hold", async () => {
  await page.goto("/exceptions");
  const minutes = page.getByLabel("The record stays open for");
  await minutes.fill("45");
  await page.getByRole("radio", { name: "is withdrawn" }).check();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await unseenFocus(page, 20)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Kept.", { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => minutes.inputValue()).toBe("45 minutes");
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
