import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { fhirAs, outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// A vendor's person looks at a fault: asked for by one, approved by another, over when it is over. Each sentence goes on where the one
// before ended.
let clinic: Clinic;
let browser: Browser;
let approver: Account;
const windows: Window[] = [];
let asker: Page;
let owner: Page;
let vendor: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const people = [
    await clinic.account("administrator", "Ines", "Rowan"),
    await clinic.account("owner", "Odile", "Marsh"),
    await clinic.account("vendor", "Vik", "Sorensen"),
  ] as const;
  [, approver] = people;
  [asker, owner, vendor] = await Promise.all([enter(people[0]), enter(people[1]), enter(people[2])]);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(account: Account): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|vendor-access)/] });
  windows.push(window);
  await signIn(window.page, account);
  return window.page;
}

const entry = (page: Page) =>
  page.getByRole("list", { name: "Vendor access" }).getByRole("listitem").filter({ hasText: "HB-2210" }).first();
const observations = async () => (await fhirAs(vendor, "Observation?_count=1")).status;

test("where no vendor had access the page says how one gets it", async () => {
  await asker.goto("/vendor-access");
  await asker.getByText("No vendor has or had access").waitFor();
  expect(await faultsEverywhere(asker)).toEqual([]);
  expect(await unseenFocus(asker, 14)).toEqual([]);
});

test("somebody asks: for whom, which ticket, what for, what to read and how long", async () => {
  expect(await observations()).toBe(403);
  await asker.getByRole("button", { name: "Ask for access…" }).click();
  const dialog = asker.getByRole("dialog", { name: "Ask for vendor access" });
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await dialog.getByText("Choose the person.").waitFor();
  await dialog
    .getByRole("textbox", { name: "Person" })
    .or(dialog.getByRole("combobox", { name: "Person" }))
    .click();
  await asker.getByRole("option", { name: "Vik Sorensen" }).click();
  await dialog.getByLabel("Ticket").fill("HB-2210");
  await dialog.getByLabel("What for").fill("Results arrive twice since the update; compare stored with sent.");
  const kinds = dialog
    .getByRole("textbox", { name: "May read" })
    .or(dialog.getByRole("combobox", { name: "May read" }));
  await kinds.fill("Observ");
  await asker.getByRole("option", { name: "Observation" }).click();
  await asker.keyboard.press("Escape");
  await dialog.waitFor();
  expect(await faultsEverywhere(asker)).toEqual([]);
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await entry(asker).getByText("Awaits approval").waitFor();
  await entry(asker).getByText("For 4 hours, from the approval").waitFor();
  expect(await faultsEverywhere(asker)).toEqual([]);
});

test("who asked can't approve, and until somebody else has, nothing opens", async () => {
  expect(
    await entry(asker)
      .getByRole("button", { name: /^Approve/ })
      .count(),
  ).toBe(0);
  expect(await observations()).toBe(403);
});

test("another person finds it as a task, proves who they are, and approves", async () => {
  await owner.goto("/tasks");
  await owner.getByText(/Vik Sorensen \(ticket HB-2210\)/).waitFor();
  expect(await faultsEverywhere(owner)).toEqual([]);
  await owner.getByRole("link", { name: /^Decide… / }).click();
  await outdateProofOf(owner, clinic);
  await entry(owner)
    .getByRole("button", { name: /^Approve/ })
    .click();
  await owner.getByRole("button", { name: "Sign and approve" }).click();
  const stepUp = owner.getByRole("dialog", { name: "Is it still you?" });
  await stepUp.getByLabel("Password", { exact: true }).fill(approver.password);
  await stepUp.getByLabel("Six-digit code").fill(await approver.authenticator.code());
  await stepUp.getByRole("button", { name: "Go on" }).click();
  await entry(owner).getByText("In force").waitFor();
  await entry(owner).getByText("Meaning: Odile Marsh approves this.").waitFor();
  expect(await faultsEverywhere(owner)).toEqual([]);
  await owner.goto("/tasks");
  await owner.getByText("Nothing waits for you").waitFor();
  expect(await faultsEverywhere(owner)).toEqual([]);
});

test("the vendor's person reads what was allowed, and nothing else", async () => {
  await expect.poll(observations, { timeout: 5_000 }).toBe(200);
  expect((await fhirAs(vendor, "Patient?_count=1")).status).toBe(403);
});

test("ended, it is over at once, and so is the vendor's session", async () => {
  await owner.goto("/vendor-access");
  await entry(owner)
    .getByRole("button", { name: /^End it now/ })
    .click();
  await entry(owner).getByText("Over").waitFor();
  await expect.poll(observations, { timeout: 5_000 }).toBe(401);
  expect(await faultsEverywhere(owner)).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
