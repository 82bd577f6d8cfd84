import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestProvider, aProvider, providerSecret } from "../oauth/provider.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, insideOf, signInAtDoor } from "./support/door.ts";
import { outdateProofOf } from "./support/session.ts";
import { type Window, openWindow } from "./support/window.ts";

// An organisation brings the provider that its people sign in with. Each sentence goes on where the one before ended.
let clinic: Clinic;
let elsewhere: TestProvider;
let browser: Browser;
let administrator: Account;
let window: Window;
let page: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  elsewhere = await aProvider(clinic.origin);
  administrator = await clinic.account("administrator", "Henrike", "Voss");
  window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|federation)/] });
  ({ page } = window);
  await signInAtDoor(page, administrator);
});

afterAll(async () => {
  await browser?.close();
  elsewhere?.end();
  await clinic?.end();
});

const provider = () => page.getByRole("region", { name: "Your own provider" });
const save = () => provider().getByRole("button", { name: "Save the provider" });

test("nothing is offered at the door until it is said", async () => {
  await page.goto("/administration/sign-in");
  await provider().waitFor();
  expect(await provider().getByRole("switch", { name: "Offer it at the door" }).isChecked()).toBe(false);
  expect(await save().isDisabled()).toBe(true);
  await provider().getByText(`${clinic.origin}/`).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("what can't be an issuer is said at its field, and what was typed stays", async () => {
  await provider().getByLabel("What the button calls it").fill("Harbour");
  await provider().getByLabel("Issuer").fill("not an address");
  await provider().getByLabel("Client id").fill("wardbook");
  await provider().getByLabel("Client secret").fill(providerSecret);
  await save().click();
  await provider().getByLabel("Issuer").and(page.locator("[aria-invalid=true]")).waitFor();
  expect(await provider().getByLabel("Client id").inputValue()).toBe("wardbook");
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("saving asks who is there, keeps the secret to itself and offers the way at the door", async () => {
  await provider().getByLabel("Issuer").fill(elsewhere.issuer);
  await provider().getByRole("switch", { name: "Offer it at the door" }).check();
  await outdateProofOf(page, clinic);
  await save().click();
  const stepUp = page.getByRole("dialog", { name: "Is it still you?" });
  await stepUp.getByLabel("Password", { exact: true }).fill(administrator.password);
  await stepUp.getByLabel("Six-digit code").fill(await administrator.authenticator.code());
  await stepUp.getByRole("button", { name: "Go on" }).click();
  await stepUp.waitFor({ state: "hidden" });
  await expect.poll(() => save().isDisabled()).toBe(true);
  await page.reload();
  await expect.poll(() => provider().getByLabel("Issuer").inputValue(), { timeout: 10_000 }).toBe(elsewhere.issuer);
  expect(await provider().getByLabel("Client secret").inputValue()).toBe("");
  expect(await page.content()).not.toContain(providerSecret);
  const visitor = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/session/] });
  await visitor.page.goto("/sign-in");
  await visitor.page.getByRole("link", { name: "Sign in with Harbour" }).waitFor();
  await visitor.close();
});

test("whom nobody linked is turned away there; linked, they are let in by it", async () => {
  const { identity, authorization } = clinic.serving().house;
  const operator = { kind: "system", id: "test", name: "test" } as const;
  const person = await identity.people.byUsername(clinic.organisation, administrator.username);
  await authorization.federation.link(operator, clinic.organisation, person?.id ?? ("" as never), "henrike-there");
  elsewhere.account = { sub: "henrike-there" };
  const visitor = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/session/] });
  await visitor.page.goto("/sign-in");
  await visitor.page.getByRole("link", { name: "Sign in with Harbour" }).click();
  await visitor.page.getByLabel("Six-digit code").fill(await administrator.authenticator.code());
  await insideOf(visitor.page).waitFor();
  await visitor.close();
});

test("switched off, the door offers it no more", async () => {
  await provider().getByRole("switch", { name: "Offer it at the door" }).uncheck();
  await save().click();
  await expect.poll(() => save().isDisabled()).toBe(true);
  const visitor = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/session/] });
  await visitor.page.goto("/sign-in");
  await visitor.page.getByRole("textbox", { name: "Name to sign in with" }).waitFor();
  expect(await visitor.page.getByRole("link", { name: /Sign in with Harbour/ }).count()).toBe(0);
  await visitor.close();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(window.complaints).toEqual([]);
});
