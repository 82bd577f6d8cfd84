import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as openid from "openid-client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type TestHouse, aHouse } from "../support/house.ts";
import { aPatient, aPerson, anApp, anObservation } from "../oauth/app.ts";
import { accessibilityFaults, overflow } from "./support/audit.ts";
import { openWindow, type Window } from "./support/window.ts";

// An app elsewhere sends somebody's browser here; they see who asks for what, choose a patient, and go back with what they allowed.

let house: TestHouse;
let browser: Browser;
let app: Server;
let callback: string;
let patient: string;

beforeAll(async () => {
  [house, browser] = await Promise.all([aHouse(), launchBrowser()]);
  app = createServer((_request, response) => response.end("<!doctype html><title>App</title><p>Back in the app</p>"));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  callback = `http://127.0.0.1:${(app.address() as AddressInfo).port}/callback`;
  patient = await aPatient(house, "Larchwood");
  await aPatient(house, "Larkspur");
  await anObservation(house, patient);
});

afterAll(async () => {
  await browser?.close();
  app?.close();
  await house?.end();
});

async function aWindow(
  options: Parameters<typeof openWindow>[2] = {},
): Promise<Window & { readonly own: () => readonly string[] }> {
  const window = await openWindow(browser, house.origin, {
    refusals: [/\/oauth\/consent\/.*\/(request|decision)$/],
    ...options,
  });
  const appOrigin = new URL(callback).origin;
  return {
    ...window,
    own: () => window.complaints.filter((one) => one !== `request to ${appOrigin}` && !one.includes("favicon")),
  };
}

/** Gives the window a session, as if its person had signed in here earlier. */
async function enter(window: Window): Promise<void> {
  const { headers } = await aPerson(house);
  const [name = "", value = ""] = headers.cookie.split("=");
  await window.context.addCookies([
    {
      name,
      value,
      domain: new URL(house.origin).hostname,
      path: "/",
      secure: true,
      httpOnly: true,
      sameSite: "Strict",
    },
  ]);
}

async function begin(scope: string, more: Record<string, string> = {}) {
  const { client } = await anApp(house, { redirectUris: [callback], logoText: "GC", contacts: ["help@app.example"] });
  const config = await openid.discovery(new URL(house.origin), client.id, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope,
    aud: `${house.origin}/fhir`,
    state,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  });
  const finish = (address: string) =>
    openid.authorizationCodeGrant(config, new URL(address), { pkceCodeVerifier: verifier, expectedState: state });
  return { url: url.href, finish };
}

const backInTheApp = async (page: Page) => {
  await page.getByText("Back in the app").waitFor();
  return page.url();
};

test("who isn't signed in signs in first, and the request waits", async () => {
  const window = await aWindow();
  const { url } = await begin("openid user/Patient.rs");
  await window.page.goto(url);
  await window.page.waitForURL("**/sign-in?to=*");
  expect(new URL(window.page.url()).searchParams.get("to")).toMatch(/^\/oauth\/consent\//);
  await window.close();
});

test("a person reads what an app asks, unticks some, chooses a patient and goes back with the rest", async () => {
  const window = await aWindow();
  const { page } = window;
  await enter(window);
  const { url, finish } = await begin(
    "openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs user/Appointment.cruds",
  );
  await page.goto(url);
  await page.getByRole("heading", { name: "Let Growth chart in?" }).waitFor();
  for (const words of ["made by Example Apps Ltd", "Test Clinic", "help@app.example", "90 days at most"])
    await page.getByText(words).first().waitFor();
  const allow = page.getByRole("button", { name: "Allow", exact: true });
  expect(await allow.isDisabled()).toBe(true);
  await page.getByLabel("Which patient is it about?").fill("lark");
  await page.getByLabel("Which patient is it about?").fill("larch");
  await page.getByRole("radio", { name: /LARCHWOOD, Ida/ }).check();
  await page.getByRole("checkbox", { name: /appointments/ }).uncheck();
  expect(await accessibilityFaults(page)).toEqual([]);
  await allow.click();
  const tokens = await finish(await backInTheApp(page));
  expect(tokens["patient"]).toBe(patient);
  expect(tokens.scope).toBe("openid fhirUser launch/patient offline_access patient/Patient.rs patient/Observation.rs");
  expect(window.own()).toEqual([]);
  await window.close();
});

test.each(["light", "dark"] as const)(
  "the page stands on a narrow screen, %s, and by keyboard alone",
  async (colorScheme) => {
    const window = await aWindow({ viewport: { width: 380, height: 720 }, colorScheme });
    const { page } = window;
    await enter(window);
    const { url, finish } = await begin("openid user/Patient.rs user/Observation.rs");
    await page.goto(url);
    await page.getByRole("button", { name: "Allow", exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    await page.getByRole("checkbox", { name: /measurements/ }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Allow", exact: true }).focus();
    await page.keyboard.press("Enter");
    expect((await finish(await backInTheApp(page))).scope).toBe("openid user/Patient.rs");
    expect(window.own()).toEqual([]);
    await window.close();
  },
);

test("no means no, and a request that was answered is over", async () => {
  const window = await aWindow();
  const { page } = window;
  await enter(window);
  const { url } = await begin("openid user/Patient.rs");
  await page.goto(url);
  const consentPage = page.url();
  await page.getByRole("button", { name: "Don’t allow" }).click();
  expect(new URL(await backInTheApp(page)).searchParams.get("error")).toBe("access_denied");
  await page.goto(consentPage);
  await page.getByRole("heading", { name: "Nothing is waiting here" }).waitFor();
  await window.close();
});

test("what was allowed once goes through without a question", async () => {
  const window = await aWindow();
  const { page } = window;
  await enter(window);
  const { url, finish } = await begin("openid user/Patient.rs");
  await page.goto(url);
  await page.getByRole("button", { name: "Allow", exact: true }).click();
  await finish(await backInTheApp(page));
  await page.goto(url);
  expect(new URL(await backInTheApp(page)).searchParams.get("code")).not.toBeNull();
  await window.close();
});
