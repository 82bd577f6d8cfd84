import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestMailServer, aMailServer } from "../../src/foundation/platform/mail/testing/mail-server.ts";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, enrolApp, giveCredentials, insideOf, keepCodes, signInAtDoor } from "./support/door.ts";
import { type Window, openWindow } from "./support/window.ts";

// Phone and password are gone, nobody is at the clinic: a code that was kept, a mail and a waiting time lead back. Each sentence goes on
// where the one before ended.
let mail: TestMailServer;
let clinic: Clinic;
let browser: Browser;
const windows: Window[] = [];
let lost: Account;
/** The window in which the person is still signed in. */
let home: Page;
/** Where whoever holds a code goes. */
let door: Page;
let codes: readonly string[];

const address = "noor@harbour.example";

beforeAll(async () => {
  mail = await aMailServer();
  [clinic, browser] = await Promise.all([
    aClinic({
      mail: {
        host: "127.0.0.1",
        port: mail.port,
        encryption: "none",
        user: undefined,
        password: undefined,
        from: "Wardbook <records@harbour.example>",
      },
    }),
    launchBrowser(),
  ]);
  lost = await clinic.account("clinician", "Noor", "Field");
  [home, door] = await Promise.all([open(), open()]);
  await signInAtDoor(home, lost);
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
  await mail?.close();
});

async function open(): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/(?:session|recover|break-glass)/] });
  windows.push(window);
  return window.page;
}

/** The newest letter to the person, as lines that no longer break. */
function letter(): string {
  const { data = "" } = mail.taken.findLast(({ to }) => to.includes(address)) ?? {};
  return data.replaceAll(/=\n/g, "").replaceAll("=3D", "=");
}

function linkIn(text: string): string {
  return /https?:\/\/\S+\/recover#\S+/.exec(text)?.[0] ?? "";
}

async function ask(code: string): Promise<void> {
  await door.goto("/recover");
  await door.getByRole("button", { name: /Recovery code, e-mail and a wait/ }).click();
  await door.getByLabel("Name to sign in with").fill(lost.username);
  await door.getByLabel("Recovery code").fill(code);
  await door.getByRole("button", { name: "Send me the link" }).click();
}

test("somebody gives an address for messages and keeps new codes", async () => {
  await home.goto("/account");
  await home.getByRole("button", { name: "Add an address" }).click();
  await home.getByRole("dialog").getByLabel("Address").fill(address);
  await home.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await home.getByText(address).waitFor();
  await home.getByRole("button", { name: "Make new codes" }).click();
  await home.getByRole("button", { name: "Make ten new codes" }).click();
  const sheet = home.getByRole("region", { name: "Your recovery codes" });
  await sheet.locator("code").nth(9).waitFor();
  codes = await sheet.locator("code").allInnerTexts();
  expect(codes).toHaveLength(10);
  await home.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await home.getByRole("button", { name: "Go on" }).click();
});

test("a code that nobody has is answered as a name that nobody has", async () => {
  await ask("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
  const refused = await door.getByRole("alert").innerText();
  expect(await faultsEverywhere(door)).toEqual([]);
  await door.getByLabel("Name to sign in with").fill("nobody.here");
  await door.getByRole("button", { name: "Send me the link" }).click();
  await expect.poll(() => door.getByRole("alert").innerText()).toBe(refused);
  expect(await door.getByLabel("Recovery code").inputValue()).toBe("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF");
});

test("a code that was kept sends a link, and the link begins the wait", async () => {
  await ask(codes[0] ?? "");
  await door.getByText("A message is on its way").waitFor();
  expect(await faultsEverywhere(door)).toEqual([]);
  await expect.poll(() => linkIn(letter())).not.toBe("");
  expect(letter()).not.toContain(lost.username);
  await door.goto(linkIn(letter()));
  await door.getByText(/You can go on from/).waitFor();
  expect(new URL(door.url()).hash).toBe("");
  expect(await faultsEverywhere(door)).toEqual([]);
  expect(await door.getByRole("button", { name: "Choose a new way to sign in" }).count()).toBe(0);
});

test("whoever is still signed in sees it on every page and stops it", async () => {
  await home.goto("/patients");
  await home.getByText("Somebody is recovering your access.").waitFor();
  expect(await faultsEverywhere(home)).toEqual([]);
  await home.getByRole("button", { name: "It wasn’t me: stop it" }).click();
  await home.getByText("Somebody is recovering your access.").waitFor({ state: "detached" });
  await clinic.endWaits();
  await door.reload();
  const link = linkIn(mail.taken.map(({ data }) => data.replaceAll(/=\n/g, "").replaceAll("=3D", "=")).join("\n"));
  await door.goto("about:blank");
  await door.goto(link);
  await door.getByText("This link is not good any more.").waitFor();
});

test("stopped, the code is used up; another one leads back after the wait", async () => {
  await ask(codes[0] ?? "");
  await door.getByRole("alert").waitFor();
  const before = mail.taken.length;
  await ask(codes[1] ?? "");
  await door.getByText("A message is on its way").waitFor();
  await expect.poll(() => mail.taken.length).toBeGreaterThan(before);
  const link = linkIn(letter());
  await door.goto(link);
  await door.getByText(/You can go on from/).waitFor();
  await clinic.endWaits();
  await door.goto("about:blank");
  await door.goto(link);
  await door.getByRole("button", { name: "Choose a new way to sign in" }).click();
});

test("the new password is checked against the organisation's rules while it is typed", async () => {
  await door.getByRole("button", { name: /With a password and a code/ }).click();
  const field = door.getByLabel("New password", { exact: true });
  const rules = door.getByRole("list", { name: "What the password needs" });
  await field.fill("low tide");
  await rules.getByText("12 characters or more: still missing").waitFor();
  expect(await faultsEverywhere(door)).toEqual([]);
  await field.fill("Low tide at 7 o’clock");
  await expect.poll(() => rules.getByText(": still missing").count()).toBe(0);
  await door.getByLabel("The same again").fill("Low tide at 7 o’clock");
  await door.getByRole("button", { name: "Continue" }).click();
  await enrolApp(door);
  await keepCodes(door);
  expect(await insideOf(door).innerText()).toContain("Noor Field");
});

test("what let them in before lets nobody in any more", async () => {
  const page = await open();
  await page.goto("/sign-in");
  await giveCredentials(page, lost);
  await page.getByRole("alert").waitFor();
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
