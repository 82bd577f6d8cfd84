import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "../../src/foundation/kernel/index.ts";
import { launchBrowser } from "../support/browser.ts";
import { type StripeWire, stripeWire } from "../support/stripe-wire/stripe-wire.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { takePictures } from "./support/pictures.ts";
import { type Window, openWindow } from "./support/window.ts";

// A patient pays on the provider's page, once with the desk's link and once from their own record. The provider is a fake on this machine.
let clinic: Clinic;
let browser: Browser;
let wire: StripeWire;
let desk: Window;
let own: Window;
let patientId = "";

const idOf = (type: string, name?: string) =>
  clinic.patient.entries
    .find(({ resource }) => resource.resourceType === type && (name === undefined || resource["name"] === name))
    ?.fullUrl.replace("urn:uuid:", "") ?? "";

/** The office bills a session. */
async function bill(at: Page): Promise<void> {
  const branchId = idOf("Location", "Aldermere Clinic, Wherry Street");
  const status = await at.evaluate(
    async ({ branchId, patientId }) => {
      const session = (await (await fetch("/api/session")).json()) as { csrfToken: string };
      const post = async (path: string, body: object) =>
        fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json", "x-wardbook-csrf": session.csrfToken },
          body: JSON.stringify(body),
        });
      const code = `S-${crypto.randomUUID().slice(0, 8)}`;
      const price = (await (
        await post("/api/billing/prices", { code, name: "Session", amount: "400", taxCodes: [] })
      ).json()) as { id: string };
      const lines = [{ priceId: price.id }];
      return (await post("/api/billing/invoices", { requestId: crypto.randomUUID(), patientId, branchId, lines }))
        .status;
    },
    { branchId, patientId },
  );
  expect(status).toBe(201);
}

beforeAll(async () => {
  wire = await stripeWire();
  const stripe = { key: new Secret(wire.key), notices: undefined, organisation: "harbour", api: wire.address };
  [clinic, browser] = await Promise.all([aClinic({ stripe }), launchBrowser()]);
  patientId = idOf("Patient");
  desk = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/payments\//] });
  own = await openWindow(browser, clinic.origin);
  await signIn(desk.page, await clinic.account("biller", "Ada", "Quist"));
  await signIn(own.page, await clinic.account("patient", "Robin", "Hale", `Patient/${patientId}`));
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
  await wire?.close();
});

test("the desk shows a link and its code, and finds by looking that it was paid", async () => {
  const { page } = desk;
  await bill(page);
  await page.goto(`/billing/patients/${patientId}`);
  const online = page.getByRole("region", { name: "Online", exact: true });
  await online.getByRole("button", { name: "Ask for payment online" }).click();
  await online.getByRole("img", { name: "Code that opens the page to pay on" }).waitFor();
  await online.getByText("Waits to be paid").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await takePictures(page, "online-desk");
  const link = (await online.getByRole("link", { name: "Open the page" }).getAttribute("href")) ?? "";
  const elsewhere = await browser.newContext();
  const payer = await elsewhere.newPage();
  await payer.goto(link);
  await payer.getByText("40000 inr").waitFor();
  await payer.getByRole("button", { name: "Pay" }).click();
  await payer.getByRole("heading", { name: "Thank you" }).waitFor();
  expect(await payer.getByText("Robin").count()).toBe(0);
  await elsewhere.close();
  await online.getByRole("button", { name: "Look now" }).click();
  await online.getByText("Paid", { exact: true }).waitFor();
  await page.getByText("Nothing is due").waitFor();
});

test("a patient pays from their own record, and comes back to it", async () => {
  await bill(desk.page);
  const { page } = own;
  await page.goto("/");
  const due = page.getByRole("region", { name: "To pay" });
  await due.getByRole("button", { name: /^Pay .*400\.00 online$/ }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await takePictures(page, "online-own");
  await due.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(`${wire.address}/pay/**`);
  await page.getByRole("link", { name: "Back" }).click();
  await page.getByRole("heading", { name: "Not paid" }).waitFor();
  await page.goto("/");
  await due.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("button", { name: "Pay" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  expect([...wire.account.sessions.values()].map(({ payment_status }) => payment_status)).toEqual(["paid", "paid"]);
  await clinic.serving().house.payments.sweep();
  await page.getByRole("link", { name: "To Wardbook" }).click();
  await page
    .getByRole("link", { name: /who looked/i })
    .first()
    .waitFor();
  expect(await due.count()).toBe(0);
  const told = JSON.stringify(wire.requests);
  for (const secret of ["Robin", "Hale", patientId, "Session"]) expect(told).not.toContain(secret);
  expect([...desk.complaints, ...own.complaints].filter((one) => one !== `request to ${wire.address}`)).toEqual([]);
});
