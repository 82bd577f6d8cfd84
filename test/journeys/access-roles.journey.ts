import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { chooseFrom } from "./support/administration.ts";
import { faultsEverywhere } from "./support/audit.ts";
import { enterAs } from "./support/door.ts";
import { type Installation, aDemonstration } from "./support/installation.ts";
import { type Window, openWindow } from "./support/window.ts";

let demonstration: Installation;
let browser: Browser;
let window: Window;
let page: Page;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([aDemonstration(), launchBrowser()]);
  window = await openWindow(browser, demonstration.origin, {
    refusals: [/^\/api\/clients$/],
  });
  page = window.page;
  await enterAs(page, "administrator");
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.end();
});

test("roles are told in plain words, each with what it reaches and what it hides", async () => {
  await page.goto("/administration/roles");
  await page.getByRole("link", { name: "Biller" }).click();
  await page.getByRole("heading", { name: "Biller", level: 1 }).waitFor();
  const main = page.getByRole("main");
  await main.getByText("reasonCode, reasonReference, description, comment, supportingInformation").waitFor();
  const insurance = main.getByRole("row", { name: /Insurance/ });
  expect(await insurance.getByText("yes").count()).toBe(4);
  expect(
    await main
      .getByRole("row", { name: /Clinical content/ })
      .getByText("partly")
      .count(),
  ).toBe(1);
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("a role of one's own begins as another one, and every fault stands at its field while it is typed", async () => {
  await page.getByRole("button", { name: "Make one like it" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Front office");
  const summary = page.getByLabel("What it is for");
  await summary.fill("x");
  await page.getByText("It takes 5 to 400 characters on one line.").waitFor();
  await summary.fill("Answers the telephone and books.");
  await page.getByText("It takes 5 to 400 characters on one line.").waitFor({ state: "hidden" });

  await page.getByRole("button", { name: "Add records within limits" }).click();
  const criteria = page.getByLabel("Criteria of limit 1");
  await criteria.fill("colour=red");
  await page.getByText(/^One thing above/).waitFor();
  expect(await criteria.getAttribute("aria-invalid")).toBe("true");
  await criteria.fill("category=laboratory");
  await page.getByText(/^One thing above/).waitFor({ state: "hidden" });
  expect(await faultsEverywhere(page)).toEqual([]);
});

test("before it is saved, one sees through it what somebody would get", async () => {
  const look = page.getByRole("region", { name: "See as" });
  await chooseFrom(page, look.getByRole("combobox", { name: "Somebody" }), /Jodie Fairweather/);
  await chooseFrom(page, look.getByRole("combobox", { name: "Looks at" }), "Condition");
  await look.getByRole("button", { name: "Look" }).click();
  await look.getByText("Allowed", { exact: true }).waitFor();
  expect(await look.getByRole("status").innerText()).toContain("Jodie Fairweather, front office");
  expect(await look.getByRole("status").innerText()).toContain("Hidden: note, evidence");

  // Taking the right away changes the answer, though nothing was saved.
  await page.getByRole("button", { name: /Clinical content/ }).click();
  await chooseFrom(page, look.getByRole("combobox", { name: "Looks at" }), "Encounter");
  await page.getByRole("checkbox", { name: "Read: Encounter", exact: true }).uncheck();
  await look.getByRole("button", { name: "Look" }).click();
  await look.getByText("Refused", { exact: true }).waitFor();
  // Hundreds of boxes, which later audits need not look at again.
  await page.getByRole("button", { name: /Clinical content/ }).click();
});

test("going elsewhere with it unsaved is asked about, and staying keeps what was typed", async () => {
  await page.getByRole("link", { name: "People", exact: true }).first().click();
  const question = page.getByRole("dialog", { name: "Leave without saving?" });
  await question.waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await question.getByRole("button", { name: "Stay" }).click();
  await question.waitFor({ state: "hidden" });
  expect(await page.getByLabel("What it is for").inputValue()).toBe("Answers the telephone and books.");
});

test("the saved role stands among the organisation's own, and can be given to somebody", async () => {
  await page.getByRole("button", { name: "Save the role" }).click();
  await page.getByRole("heading", { name: "Front office", level: 1 }).waitFor();
  await page.goto("/administration/roles");
  await page.getByRole("heading", { name: "Your own" }).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);

  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Change Jodie Fairweather" }).click();
  await page.getByRole("menuitem", { name: "Change the role…" }).click();
  const dialog = page.getByRole("dialog", { name: /Change the role of Jodie/ });
  await chooseFrom(page, dialog.getByRole("combobox", { name: /^Role of/ }), "Front office");
  expect(await faultsEverywhere(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Change the role" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page
    .getByRole("row", { name: /FAIRWEATHER/ })
    .getByText("Front office")
    .waitFor();
});

test("an app that can keep no secret is added with its addresses, and refusals stand at their fields", async () => {
  await page.goto("/administration/clients");
  await page.getByRole("button", { name: "Add a client" }).click();
  const form = page.getByRole("dialog", { name: "Add an API client" });
  await form.getByLabel("Name", { exact: true }).fill("Growth chart");
  await form.getByRole("radio", { name: /in a browser or on a phone/ }).check();
  await form.getByRole("checkbox", { name: "which patient is meant" }).check();
  await form.getByRole("button", { name: "Add", exact: true }).first().click();
  await form.getByLabel("Redirect addresses").fill("http://app.example.org/back");
  const submit = form.getByRole("button", { name: "Add", exact: true }).last();
  await submit.click();
  await form.getByText(/must begin with https/i).waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await form.getByLabel("Redirect addresses").fill("https://app.example.org/back");
  await submit.click();
  await form.waitFor({ state: "hidden" });
  await page
    .getByRole("row", { name: /Growth chart/ })
    .getByText("App in a browser or on a phone")
    .waitFor();
});

test("a program behind the scenes brings its keys; one with a server gets a secret that is shown once", async () => {
  await page.getByRole("button", { name: "Add a client" }).click();
  const form = page.getByRole("dialog", { name: "Add an API client" });
  await form.getByLabel("Name", { exact: true }).fill("Laboratory feed");
  await form.getByRole("radio", { name: /behind the scenes/ }).check();
  await form.getByRole("button", { name: "Add", exact: true }).first().click();
  await form.getByLabel("Public keys").fill("-----BEGIN PUBLIC KEY-----");
  await form.getByRole("button", { name: "Add", exact: true }).last().click();
  await form.getByText(/as a JWK Set/).waitFor();
  await form.getByRole("radio", { name: /App with a server/ }).check();
  await form.getByRole("button", { name: "Add", exact: true }).last().click();
  const secret = page.getByRole("dialog", { name: "Secret of Laboratory feed" });
  await secret.getByText("Client secret").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await secret.getByRole("button", { name: "I have passed it on" }).click();
  await page.getByRole("button", { name: "Change Laboratory feed" }).click();
  await page.getByRole("menuitem", { name: "Requests…" }).click();
  const requests = page.getByRole("dialog", { name: "Requests of Laboratory feed" });
  await requests.getByLabel("Records").fill("12");
  await requests.getByRole("button", { name: "Save" }).click();
  await requests.getByText("A whole number from 60 to 1,800,000.").waitFor();
  await requests.getByLabel("Records").fill("600");
  await requests.getByRole("button", { name: "Save" }).click();
  await requests.getByText("Kept.").waitFor();
  expect(await faultsEverywhere(page)).toEqual([]);
  await requests.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Change Laboratory feed" }).click();
  await page.getByRole("menuitem", { name: "End…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End Laboratory feed" }).click();
  await page
    .getByRole("row", { name: /Laboratory feed/ })
    .getByText("Ended")
    .waitFor();
  expect(window.complaints).toEqual([]);
});
