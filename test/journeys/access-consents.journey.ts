import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { enterAs } from "./support/door.ts";
import { type Installation, aDemonstration } from "./support/installation.ts";
import { fhirAs } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

let demonstration: Installation;
let browser: Browser;
let window: Window;
let page: Page;
let patient: string;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([aDemonstration(), launchBrowser()]);
  window = await openWindow(browser, demonstration.origin, {
    refusals: [/^\/fhir\/Patient\//, /^\/api\/registration\/acknowledgements$/],
  });
  page = window.page;
  await enterAs(page, "clinician");
  // Depression is marked by itself.
  const { body } = await fhirAs(page, "Condition?_security=PSY&_count=1");
  const found = JSON.parse(body) as { entry: readonly { resource: { subject: { reference: string } } }[] };
  patient = found.entry[0]?.resource.subject.reference.split("/")[1] ?? "";
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.end();
});

const dialog = () => page.getByRole("dialog", { name: "Record a consent" });

test("the chart says what holds and what is marked sensitive", async () => {
  await page.goto(`/patients/${patient}/consents`);
  await page.getByRole("heading", { name: "Consents", level: 1 }).waitFor();
  await page.getByRole("region", { name: "Marked sensitive" }).getByText("Mental health").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.goto(`/patients/${patient}/problems`);
  await page.getByText("Marked sensitive:").first().waitFor({ state: "attached" });
});

test("before a consent is recorded, one sees what it keeps from somebody", async () => {
  await page.goto(`/patients/${patient}/consents`);
  await page.getByRole("button", { name: "Record a consent" }).click();
  await dialog()
    .getByRole("radio", { name: /Keep what is sensitive to a few/ })
    .check();
  await dialog().getByText("Choose what is kept.").waitFor();
  await dialog().getByRole("checkbox", { name: "Mental health" }).check();
  await chooseFrom(page, dialog().getByRole("combobox", { name: "Except for", exact: true }), /Amara Osei/);
  await page.keyboard.press("Escape");
  await dialog().getByLabel("Until, that day included").fill("31/12/2031");
  await dialog().getByText("31-Dec-2031").waitFor();
  await chooseFrom(page, dialog().getByRole("combobox", { name: /With this consent/ }), /Leila Haddad/);
  await dialog().getByRole("button", { name: "Look" }).click();
  await dialog()
    .getByRole("row", { name: /Condition/ })
    .waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("once recorded it is told in plain words, and holds for others at once", async () => {
  await dialog().getByRole("button", { name: "Record the consent" }).click();
  await dialog().waitFor({ state: "hidden" });
  await page
    .getByText(/Nobody may see or change what is marked mental health until 31-Dec-2031, except Dr Amara Osei/)
    .waitFor();
  await page.getByText("Meaning: Dr Amara Osei witnessed what this records.").waitFor();
  await page.getByText("Checked now: it says what was signed.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  const psychiatric = `Condition?patient=${patient}&_security=PSY`;
  const own = JSON.parse((await fhirAs(page, psychiatric)).body) as { total?: number; entry?: readonly unknown[] };
  expect(own.entry?.length ?? 0).toBeGreaterThan(0);

  const other = await openWindow(browser, demonstration.origin);
  await other.page.goto("/sign-in");
  const people = (await (await other.page.request.get("/api/demonstration/people")).json()) as {
    people: readonly { personId: string; displayName: string; role: string }[];
  };
  const colleague = people.people.find(({ role, displayName }) => role === "clinician" && !/Osei/.test(displayName));
  expect(colleague).toBeDefined();
  await other.page.request.post("/api/demonstration/session", { data: { personId: colleague?.personId } });
  const theirs = JSON.parse((await fhirAs(other.page, psychiatric)).body) as { entry?: readonly unknown[] };
  expect(theirs.entry ?? []).toEqual([]);
  await other.close();
});

test("one that closes the record to whoever keeps it can still be withdrawn by them", async () => {
  await page.getByRole("button", { name: "Record a consent" }).click();
  await dialog()
    .getByRole("radio", { name: /Close the record/ })
    .check();
  await dialog()
    .getByRole("radio", { name: /may decide for the patient/ })
    .check();
  await dialog().getByLabel("Who gave it").fill("Mary Halloran");
  await dialog().getByRole("button", { name: "Record the consent" }).click();
  await page.getByText("Nobody may see this record, unless a sentence below says so.").waitFor();
  await page.reload();
  const closing = page.getByRole("listitem").filter({ hasText: "Nobody may see this record" });
  await closing.getByRole("button", { name: "Withdraw…" }).click();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw it" }).click();
  const former = page.getByRole("region", { name: "No longer in force" });
  await former.getByText(/^Withdrawal signed by Dr Amara Osei, \d\d-/).waitFor();
  await page.goto(`/patients/${patient}`);
  await page.getByRole("navigation", { name: "Chart sections" }).waitFor();
});

test("the patient's list of who looked tells of the comparison", async () => {
  await page.goto(`/patients/${patient}/access`);
  await expect
    .poll(() => page.getByText(/checked what somebody else would see/i).count(), { timeout: 10_000 })
    .toBeGreaterThan(0);
  expect(window.complaints).toEqual([]);
});
