import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestProvider, aProvider, providerSecret } from "../oauth/provider.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, insideOf, keepCodes, enrolApp, signOut } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// The organisation's own provider says who somebody is; the second factor is still ours unless its word is enough.

const operator = { kind: "system", id: "test", name: "test" } as const;
let clinic: Clinic;
let elsewhere: TestProvider;
let browser: Browser;
let clinician: Account;
const windows: Window[] = [];

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  elsewhere = await aProvider(clinic.origin);
  clinician = await clinic.account("clinician", "Maud", "Ferrier");
  await configure([]);
  await link(clinician.username, "maud-there");
});

afterAll(async () => {
  await browser?.close();
  elsewhere?.end();
  await clinic?.end();
});

async function configure(secondFactorProofs: readonly string[]): Promise<void> {
  await clinic.serving().house.authorization.federation.configure(operator, clinic.organisation, {
    state: "active",
    issuer: elsewhere.issuer,
    clientId: "wardbook",
    clientSecret: providerSecret,
    label: "Harbour",
    allowedDomains: [],
    provision: false,
    secondFactorProofs,
  });
}

async function link(username: string, subject: string): Promise<void> {
  const { identity, authorization } = clinic.serving().house;
  const person = await identity.people.byUsername(clinic.organisation, username);
  if (person === undefined) throw new Error("there is no such person");
  await authorization.federation.link(operator, clinic.organisation, person.id, subject);
}

/** A window at the front door, from which the provider was asked who it is. */
async function comeFromThere(account: Record<string, unknown>, to = "/patients"): Promise<Window> {
  elsewhere.account = account;
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|account)/] });
  windows.push(window);
  await window.page.goto(`/sign-in?${new URLSearchParams({ to })}`);
  await window.page.getByRole("link", { name: "Sign in with Harbour" }).click();
  return window;
}

test("whom the provider vouches for still shows the second factor here, and lands where they wanted", async () => {
  const { page } = await comeFromThere({ sub: "maud-there" });
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await page.getByLabel("Six-digit code").fill("000000");
  await page.getByRole("alert").waitFor();
  await page.getByLabel("Six-digit code").fill(await clinician.authenticator.code());
  await insideOf(page).waitFor();
  expect(new URL(page.url()).pathname).toBe("/patients");
  await signOut(page);
});

test("somebody without a second factor enrols one before anything opens", async () => {
  const { identity } = clinic.serving().house;
  const person = { username: "noor.field", given: "Noor", family: "Field", role: "front-desk" };
  await identity.people.add(operator, clinic.organisation, person, { kind: "none" });
  await link("noor.field", "noor-there");
  const { page } = await comeFromThere({ sub: "noor-there" });
  await page.getByRole("heading", { name: "Secure your sign-in" }).waitFor();
  await enrolApp(page);
  await keepCodes(page);
});

test("a second factor that the provider proves counts only for links that their owner made there", async () => {
  await configure(["mfa"]);
  const { page } = await comeFromThere({ sub: "maud-there", amr: ["pwd", "mfa"] });
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await page.getByLabel("Six-digit code").fill(await clinician.authenticator.code());
  await insideOf(page).waitFor();
  expect(new URL(page.url()).pathname).toBe("/patients");
});

test("somebody whom nobody has linked comes back to the door, which says what to do", async () => {
  const { page } = await comeFromThere({ sub: "a-stranger" });
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("could not sign you in");
  expect(await faultsEverywhere(page)).toEqual([]);
  expect(await insideOf(page).count()).toBe(0);
});

test("nothing on the way broke the policy, failed in the console or asked an origin but the provider's", () => {
  const complaints = windows.flatMap((window) => window.complaints);
  expect(complaints.filter((one) => one !== `request to ${elsewhere.issuer}`)).toEqual([]);
});
