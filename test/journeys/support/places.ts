import type { Page } from "playwright-core";
import type { DemonstrationRole } from "./door.ts";

/** A place of the web app, and how one gets there. */
export interface Place {
  readonly name: string;
  readonly as: DemonstrationRole | "privacy-officer" | "nobody" | "newcomer";
  /** `{patient}` stands for the id of a patient with a full chart. */
  readonly path: string;
  /** What is opened there. */
  readonly open?: (page: Page) => Promise<void>;
}

const chart = "/patients/{patient}";
const editor = `${chart}/notes/write/7d9a1c52-6f0e-4b1a-9c3d-2e8f5a6b7c10`;

const palette = (page: Page) => page.getByRole("button", { name: /do anything/ }).click();

/** Somebody who has signed in before: the clinician of these journeys. */
async function openPerson(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: "Change Amara Osei" }).click();
  await page.getByRole("menuitem", { name: act }).click();
  await page.getByRole("dialog").waitFor();
}

/** Every address of the web app, and every dialog that a person meets in a day. */
export const places: readonly Place[] = [
  { name: "set-up: the choice", as: "newcomer", path: "/set-up" },
  {
    name: "set-up: the organisation",
    as: "newcomer",
    path: "/set-up#token=anything",
    open: (page) => page.getByRole("button", { name: /Create your organisation/ }).click(),
  },
  { name: "sign-in: the demonstration", as: "nobody", path: "/sign-in" },
  {
    name: "sign-in: name and password",
    as: "nobody",
    path: "/sign-in",
    open: (page) => page.getByRole("button", { name: "Sign in with a name and password" }).click(),
  },
  { name: "lost access: the ways back", as: "nobody", path: "/recover" },
  {
    name: "lost access: two colleagues",
    as: "nobody",
    path: "/recover",
    open: (page) => page.getByRole("button", { name: /Two colleagues/ }).click(),
  },
  {
    name: "a recovery link that is over",
    as: "nobody",
    path: "/recover#00000000-0000-4000-8000-000000000000.abcdefgh",
  },
  { name: "account: signing in", as: "clinician", path: "/account" },
  {
    name: "account: adding a passkey",
    as: "clinician",
    path: "/account",
    open: (page) => page.getByRole("button", { name: "Add a passkey" }).click(),
  },
  {
    name: "account: setting a password",
    as: "clinician",
    path: "/account",
    open: async (page) => {
      await page.getByRole("button", { name: "Set a password" }).click();
      await page.getByLabel("New password", { exact: true }).fill("Low tide");
    },
  },
  {
    name: "account: an e-mail address",
    as: "clinician",
    path: "/account",
    open: (page) => page.getByRole("button", { name: "Add an address" }).click(),
  },
  { name: "account: sessions", as: "clinician", path: "/account/sessions" },
  {
    name: "account: naming a session",
    as: "clinician",
    path: "/account/sessions",
    open: (page) =>
      page
        .getByRole("button", { name: /^Name / })
        .first()
        .click(),
  },
  { name: "account: purpose", as: "clinician", path: "/account/purpose" },
  { name: "account: apps", as: "clinician", path: "/account/apps" },
  { name: "home of a clinician", as: "clinician", path: "/" },
  { name: "home of the front desk", as: "front-desk", path: "/" },
  { name: "home of an administrator", as: "administrator", path: "/" },
  { name: "home of an auditor", as: "auditor", path: "/" },
  { name: "patients, before typing", as: "clinician", path: "/patients" },
  { name: "patients found", as: "clinician", path: "/patients?find=ha" },
  { name: "nobody found", as: "clinician", path: "/patients?find=qqqqq" },
  { name: "flow board", as: "front-desk", path: "/board" },
  { name: "calendar: a day", as: "front-desk", path: "/calendar" },
  { name: "calendar: a week", as: "front-desk", path: "/calendar?view=week" },
  {
    name: "calendar: booking",
    as: "front-desk",
    path: "/calendar",
    open: async (page) => {
      await page.getByRole("button", { name: "Book", exact: true }).click();
      await page.getByRole("dialog").getByText("Free times").waitFor();
      await page.keyboard.press("Escape");
    },
  },
  {
    name: "calendar: booking a series",
    as: "front-desk",
    path: "/calendar",
    open: async (page) => {
      await page.getByRole("button", { name: "Book", exact: true }).click();
      await page.getByRole("tab", { name: "Series" }).click();
      await page.getByRole("button", { name: "Look for times" }).waitFor();
    },
  },
  {
    name: "calendar: time off",
    as: "front-desk",
    path: "/calendar",
    open: async (page) => {
      await page.getByRole("button", { name: "Time off" }).click();
      await page.getByRole("dialog").getByLabel("What everybody reads").waitFor();
    },
  },
  { name: "registering a patient", as: "front-desk", path: "/patients/new" },
  { name: "chart: summary", as: "clinician", path: chart },
  { name: "chart: problems", as: "clinician", path: `${chart}/problems` },
  {
    name: "chart: the sensitivity of a record",
    as: "clinician",
    path: `${chart}/problems`,
    open: async (page) => {
      await page
        .getByRole("button", { name: /^More about/ })
        .first()
        .click();
      await page.getByRole("menuitem", { name: "Sensitivity…" }).click();
      await page.getByRole("dialog").getByRole("checkbox").first().waitFor();
    },
  },
  { name: "chart: medicines", as: "clinician", path: `${chart}/medicines` },
  { name: "chart: allergies", as: "clinician", path: `${chart}/allergies` },
  { name: "chart: results as tables", as: "clinician", path: `${chart}/results` },
  { name: "chart: results as reported", as: "clinician", path: `${chart}/results?view=dates` },
  { name: "chart: results as plots", as: "clinician", path: `${chart}/results?view=plots` },
  { name: "chart: vital signs", as: "clinician", path: `${chart}/vitals` },
  { name: "chart: timeline", as: "clinician", path: `${chart}/timeline` },
  { name: "chart: notes", as: "clinician", path: `${chart}/notes` },
  {
    name: "chart: who looked",
    as: "clinician",
    path: `${chart}/access`,
    open: (page) => page.locator("main [data-row]").first().click(),
  },
  { name: "chart: consents", as: "clinician", path: `${chart}/consents` },
  {
    name: "chart: recording a consent",
    as: "clinician",
    path: `${chart}/consents`,
    open: (page) => page.getByRole("button", { name: "Record a consent" }).click(),
  },
  { name: "chart, seen from the front desk", as: "front-desk", path: chart },
  {
    name: "writing a note",
    as: "clinician",
    path: editor,
    open: (page) => page.getByLabel("Text", { exact: true }).fill("Findings today:\nWalks without the stick."),
  },
  {
    name: "signing a note",
    as: "clinician",
    path: editor,
    open: async (page) => {
      await page.getByLabel("Text", { exact: true }).fill("Findings today:\nWalks without the stick, stairs too.");
      await page.getByLabel("Text", { exact: true }).press("Control+Enter");
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "the palette", as: "clinician", path: "/patients/new", open: palette },
  {
    name: "the keyboard's shortcuts",
    as: "clinician",
    path: "/patients/new",
    open: (page) => page.locator("main h1").press("?"),
  },
  { name: "an address that leads nowhere", as: "clinician", path: "/nowhere/at-all" },
  { name: "administration: people", as: "administrator", path: "/administration/people" },
  {
    name: "administration: adding a person",
    as: "administrator",
    path: "/administration/people",
    open: (page) => page.getByRole("button", { name: "Add a person" }).click(),
  },
  {
    name: "administration: somebody’s sessions",
    as: "administrator",
    path: "/administration/people",
    open: (page) => openPerson(page, "Sessions…"),
  },
  {
    name: "administration: beginning a recovery",
    as: "administrator",
    path: "/administration/people",
    open: (page) => openPerson(page, "Recover lost access…"),
  },
  { name: "administration: lost access", as: "administrator", path: "/administration/recoveries" },
  { name: "administration: sign-in and sessions", as: "administrator", path: "/administration/sign-in" },
  { name: "administration: roles", as: "administrator", path: "/administration/roles" },
  { name: "administration: a role", as: "administrator", path: "/administration/roles/biller" },
  { name: "administration: changing a role", as: "administrator", path: "/administration/roles/nurse/change" },
  { name: "administration: making a role", as: "administrator", path: "/administration/roles/new?like=clinician" },
  {
    name: "administration: where somebody works",
    as: "administrator",
    path: "/administration/people",
    open: (page) => openPerson(page, "Who they are, where they work…"),
  },
  { name: "administration: API clients", as: "administrator", path: "/administration/clients" },
  {
    name: "administration: adding a client",
    as: "administrator",
    path: "/administration/clients",
    open: (page) => page.getByRole("button", { name: "Add a client" }).click(),
  },
  { name: "administration: ledger", as: "administrator", path: "/administration/ledger" },
  { name: "administration: requests", as: "administrator", path: "/administration/requests" },
  { name: "administration: public pages and reminders", as: "administrator", path: "/administration/outside" },
  { name: "administration: import", as: "administrator", path: "/administration/import" },
  { name: "exceptions: relations to patients", as: "privacy-officer", path: "/relations" },
  { name: "exceptions: unclear consents", as: "privacy-officer", path: "/faulty-consents" },
  { name: "who acts for patients", as: "privacy-officer", path: "/proxies" },
  { name: "people’s requests", as: "privacy-officer", path: "/rights" },
  { name: "retention", as: "privacy-officer", path: "/retention" },
  { name: "who looked at a record", as: "auditor", path: "/accesses?record={patient}" },
];
