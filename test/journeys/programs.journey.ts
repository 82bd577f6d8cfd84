import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { faultsEverywhere, unseenFocus } from "./support/audit.ts";
import { type Clinic, aClinic } from "./support/clinic.ts";
import { type Account, signIn } from "./support/door.ts";
import { takePictures } from "./support/pictures.ts";
import { type Window, openWindow } from "./support/window.ts";

// What a program is to do beyond what its administrator may: one asks, another is told, and decides. Each sentence goes on where the one
// before ended.
let clinic: Clinic;
let browser: Browser;
const windows: Window[] = [];
let asker: Page;
let approver: Page;

beforeAll(async () => {
  [clinic, browser] = await Promise.all([aClinic(), launchBrowser()]);
  const ada = await clinic.account("administrator", "Ada", "Okafor");
  const ben = await clinic.account("administrator", "Ben", "Ortiz");
  [asker, approver] = [await enter(ada), await enter(ben)];
});

afterAll(async () => {
  await browser?.close();
  await clinic?.end();
});

async function enter(account: Account): Promise<Page> {
  const window = await openWindow(browser, clinic.origin, { refusals: [/^\/api\/clients/] });
  windows.push(window);
  await signIn(window.page, account);
  return window.page;
}

const waiting = (page: Page) => page.getByRole("list", { name: "Programs that wait for a second person" });
const approval = () => approver.getByRole("dialog", { name: "Approve what Lab feed is to do" });

test("what a program is to do beyond its administrator waits where both see it, and who asked doesn't approve it", async () => {
  await asker.goto("/administration/clients");
  await asker.getByRole("button", { name: "Add a client" }).press("Enter");
  const form = asker.getByRole("dialog", { name: "Add an API client" });
  await form.getByLabel("Name", { exact: true }).fill("Lab feed");
  await form.getByLabel("Scopes").fill("system/Location.rs system/Observation.rs");
  await form.getByLabel("Name", { exact: true }).press("Enter");
  const secret = asker.getByRole("dialog", { name: "Secret of Lab feed" });
  await secret.getByRole("button", { name: "I have passed it on" }).press("Enter");
  const list = waiting(asker);
  await list.getByText("system/Observation.rs").waitFor();
  expect(await list.getByText("system/Location.rs").count()).toBe(0);
  expect(await list.getByRole("button", { name: /^Approve/ }).count()).toBe(0);
  expect(await list.getByRole("button", { name: "Withdraw: Lab feed" }).count()).toBe(1);
  await asker
    .getByRole("row", { name: /Lab feed/ })
    .getByText("Active, waits")
    .waitFor();
});

test("the second person finds it among what is to do, and isn't one on their first day", async () => {
  await approver.goto("/");
  const link = approver.getByRole("link", {
    name: /^Decide… Approve what Lab feed is to do by itself, asked for by Ada/,
  });
  await link.waitFor();
  await takePictures(approver, "programs-task");
  await link.press("Enter");
  await waiting(approver).getByRole("button", { name: "Approve: Lab feed" }).waitFor();
  expect(await faultsEverywhere(approver)).toEqual([]);
  await takePictures(approver, "programs-waiting");
  await waiting(approver).getByRole("button", { name: "Approve: Lab feed" }).press("Enter");
  await approval().getByText("system/Observation.rs").waitFor();
  await approver.keyboard.press("Enter");
  await approval()
    .getByText(/for a day/)
    .waitFor();
  expect(await faultsEverywhere(approver)).toEqual([]);
  await takePictures(approver, "programs-too-new");
});

test("one who has been here for a day approves by keyboard, and it waits no more", async () => {
  await clinic.ageAccounts(25);
  await approval().getByRole("button", { name: "Approve" }).press("Enter");
  await approval().waitFor({ state: "detached" });
  await waiting(approver).waitFor({ state: "detached" });
  await approver
    .getByRole("row", { name: /Lab feed/ })
    .getByText("Active", { exact: true })
    .waitFor();
  expect(await approver.evaluate(() => document.activeElement === document.body)).toBe(false);
  expect(await unseenFocus(approver, 12)).toEqual([]);
  await approver.goto("/tasks");
  await approver.getByText("Nothing waits for you").waitFor();
});

test("a secret in another hand makes it wait again, and a colleague refuses that", async () => {
  await approver.goto("/administration/clients");
  await approver.getByRole("button", { name: "Change Lab feed" }).click();
  await approver.getByRole("menuitem", { name: "Replace the secret…" }).click();
  await approver.getByRole("button", { name: "Replace the secret" }).click();
  await approver
    .getByRole("dialog", { name: "Secret of Lab feed" })
    .getByRole("button", { name: "I have passed it on" })
    .click();
  await waiting(approver).getByRole("button", { name: "Withdraw: Lab feed" }).waitFor();
  await asker.reload();
  await waiting(asker)
    .getByText(/^Asked by Ben Ortiz/)
    .waitFor();
  await waiting(asker).getByRole("button", { name: "Refuse: Lab feed" }).press("Enter");
  await waiting(asker).waitFor({ state: "detached" });
  const [feed] = await clinic.serving().house.authorization.clients.list(clinic.organisation);
  expect(feed).toMatchObject({ scopes: ["system/Location.rs"], asked: [] });
  expect(await faultsEverywhere(asker)).toEqual([]);
});

test("nothing on the way broke the policy, failed in the console or asked another origin", () => {
  expect(windows.flatMap(({ complaints }) => complaints)).toEqual([]);
});
