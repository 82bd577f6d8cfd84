import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as openid from "openid-client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { banner, findPatient } from "./support/chart.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { signIn } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// An app is opened from a chart, reads it, and is shown the door. Each sentence goes on where the one before ended.
let clinic: Clinic;
let browser: Browser;
let server: Server;
/** Where the app lives. */
let elsewhere: string;
let client: string;
let window: Window;
let page: Page;
let patient: string;
let tokens: openid.TokenEndpointResponse;

const operator = { kind: "system", id: "test", name: "test" } as const;
const wanted = "openid fhirUser launch online_access patient/Patient.rs patient/Observation.rs";

beforeAll(async () => {
  server = createServer((_request, response) => response.end("<!doctype html><title>App</title><p>Growth chart</p>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const added = await clinic.serving().house.authorization.clients.add(operator, clinic.organisation, {
    name: "Growth chart",
    kind: "public",
    scope: wanted,
    redirectUris: [`${elsewhere}/callback`],
    launchUrl: `${elsewhere}/launch`,
    maker: "Example Apps Ltd",
    logoText: "GC",
  });
  client = added.client.id;
  window = await openWindow(browser, clinic.origin);
  ({ page } = window);
  await signIn(page, await clinic.account("clinician", "Odile", "Brandt"));
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await clinic?.end();
});

/** What the app does with the address that the chart opened. @returns how it goes on, and how it ends */
async function begin(launched: URL) {
  const config = await openid.discovery(new URL(clinic.origin), client, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: `${elsewhere}/callback`,
    scope: wanted,
    aud: launched.searchParams.get("iss") ?? "",
    launch: launched.searchParams.get("launch") ?? "",
    state,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const finish = (address: string) =>
    openid.authorizationCodeGrant(config, new URL(address), { pkceCodeVerifier: verifier, expectedState: state });
  return { url: url.href, finish };
}

const readsPatient = async () =>
  (
    await fetch(`${clinic.origin}/fhir/Patient/${patient}`, {
      headers: { authorization: `Bearer ${tokens.access_token}`, accept: "application/fhir+json" },
    })
  ).status;

test("nobody acts in anybody's name before it was allowed", async () => {
  await page.goto("/account/apps");
  await page.getByText("No app acts in your name.").waitFor();
});

test("an app is opened from a chart, and already knows which", async () => {
  await findPatient(page, clinic.patient);
  patient = new URL(page.url()).pathname.split("/")[2] ?? "";
  const menu = banner(page).getByRole("button", { name: "Apps" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Growth chart (Example Apps Ltd)" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  const opening = page.context().waitForEvent("page");
  await page.getByRole("menuitem", { name: /Growth chart/ }).click();
  const app = await opening;
  await app.waitForURL(`${elsewhere}/launch?*`);
  const { url, finish } = await begin(new URL(app.url()));
  await app.goto(url);
  await app.getByRole("heading", { name: "Let Growth chart in?" }).waitFor();
  await app.getByText(clinic.patient.given).first().waitFor();
  expect(await faultsEverywhere(app)).toEqual([]);
  await app.getByRole("button", { name: "Allow", exact: true }).click();
  await app.waitForURL(`${elsewhere}/callback?*`);
  tokens = await finish(app.url());
  expect(tokens["patient"]).toBe(patient);
  expect(await readsPatient()).toBe(200);
  await app.close();
});

test("what was allowed is listed in plain words", async () => {
  await page.goto("/account/apps");
  const app = page.getByRole("list", { name: "Apps you allowed" }).getByRole("listitem").filter({ hasText: "Growth" });
  await app.getByText("by Example Apps Ltd").waitFor();
  await app.getByText("Ends when you sign out").waitFor();
  await app.getByText("What it may do").click();
  expect(await app.locator("details li").count()).toBeGreaterThan(1);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("withdrawn, it reads nothing any more", async () => {
  await page.getByRole("button", { name: "Withdraw Growth chart" }).click();
  const dialog = page.getByRole("dialog", { name: "Withdraw Growth chart" });
  await dialog.getByText("loses access within a second").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Withdraw Growth chart" }).click();
  await page.getByText("No app acts in your name.").waitFor();
  await expect.poll(readsPatient, { timeout: 3_000 }).toBe(401);
});

test("nothing on the way broke the policy or failed in the console", () => {
  const own = window.complaints.filter((one) => one !== `request to ${elsewhere}` && !one.includes("favicon"));
  expect(own).toEqual([]);
});
