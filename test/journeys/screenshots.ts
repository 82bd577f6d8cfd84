// Makes the pictures of docs/screenshots: `node test/journeys/screenshots.ts [name …]`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { setup as unpackChromium } from "../support/unpack-chromium.ts";
import { type DemonstrationRole, enterAs } from "./support/door.ts";
import { type HouseWithPast, aHouseWithPast } from "./support/house-with-a-past.ts";
import { aDevice } from "./support/passkeys.ts";
import { aFullChart, bundleFile } from "./support/records.ts";
import { repackPng } from "./support/repack-png.ts";

interface Picture {
  readonly name: string;
  readonly as?: DemonstrationRole;
  readonly dark?: true;
  readonly phone?: true;
  /** From the first page to what the picture shows. */
  readonly show: (page: Page) => Promise<void>;
}

// A Thursday morning: half of the day's appointments are over.
const moment = Date.parse("2026-06-11T10:41:00+01:00");
const directory = join(import.meta.dirname, "../../docs/screenshots");

async function openChart(page: Page, section?: string, family = "Melnyk"): Promise<void> {
  await page.goto(`/patients?find=${family}`);
  await page
    .locator("main a[data-row]", { hasText: new RegExp(`^${family}`, "i") })
    .first()
    .click();
  if (section !== undefined)
    await page
      .getByRole("navigation", { name: "Chart sections" })
      .getByRole("link", { name: section, exact: true })
      .click();
}

const note = `Since last seen:
Walks twenty minutes on the flat without stopping. Stairs still one at a time, holding the rail.

Findings today:
Flexion 0–118°, no effusion. Single-leg stance 14 s right, 9 s left (was 6 s).

Impression:
Steady gain; balance on the left is what holds him back.

Next steps:
Add step-ups, 2 × 10 daily. Review in two weeks.`;

async function writeNote(page: Page): Promise<void> {
  await openChart(page, "Notes");
  await page.getByRole("link", { name: "Write a note" }).first().click();
  await page.getByLabel("Title").fill("Progress note");
  await page.getByLabel("Text", { exact: true }).fill(note);
  await page
    .locator("[data-save-state=saved]")
    .filter({ hasText: /^Saved \d/ })
    .waitFor();
}

async function importFiles(page: Page): Promise<void> {
  const { entries } = aFullChart(11);
  const { entries: results } = aFullChart(12);
  const broken = {
    fullUrl: "urn:uuid:5b1f4e0c-8a57-4c39-9a53-b2f1c7d90e11",
    resource: { resourceType: "Observation", status: "finished", code: { text: "Weight" } },
    request: { method: "POST", url: "Observation" },
  };
  await page.goto("/administration/import");
  for (const [name, of] of [
    ["former-system.json", entries],
    ["laboratory-week-23.json", [...results, broken]],
  ] as const) {
    await page.locator("input[type=file]").setInputFiles(bundleFile(name, of));
    await page
      .getByRole("region", { name: `Import of ${name}` })
      .getByText(/^Done/)
      .waitFor();
  }
}

async function verifyLedger(page: Page): Promise<void> {
  await page.goto("/administration/ledger");
  await page.getByRole("button", { name: /^Verify/ }).click();
  await page.getByText("Sound.", { exact: true }).waitFor();
}

async function showPasskeySignIn(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a name and password" }).click();
  await page.getByRole("button", { name: "Sign in with a passkey" }).waitFor();
}

async function addPasskey(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Make new codes" }).click();
  await page.getByRole("button", { name: "Make ten new codes" }).click();
  await page.getByRole("checkbox", { name: /I have kept these codes/ }).check();
  await page.getByRole("button", { name: "Go on" }).click();
  for (const name of ["Laptop, treatment room 2", "Blue security key"]) {
    const device = await aDevice(page);
    await device.touch(true);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: "Make the passkey" }).click();
    await page.getByText(name, { exact: true }).waitFor();
    await device.lose();
  }
}

async function beginRecovery(page: Page): Promise<void> {
  await page.goto("/administration/people");
  await page.getByRole("button", { name: "Change Amara Osei" }).click();
  await page.getByRole("menuitem", { name: "Recover lost access…" }).click();
  await page.getByLabel("What happened").fill("Phone lost on the bus; known to me in person");
  await page.getByRole("button", { name: "Begin the recovery" }).click();
  await page.getByRole("button", { name: /^Approve / }).click();
  await page.getByRole("dialog").getByRole("checkbox").check();
}

async function lock(page: Page): Promise<void> {
  await openChart(page, "Vitals");
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    const { csrfToken } = (await (await fetch("/api/session")).json()) as { csrfToken: string };
    await fetch("/api/session", { method: "DELETE", headers: { "x-wardbook-csrf": csrfToken } });
  });
  const noticed = page.getByRole("dialog", { name: "Sign in to go on" });
  const next = page.getByRole("navigation", { name: "Chart sections" }).getByRole("link", { name: "Results" });
  // The page may have asked the server something meanwhile.
  await noticed.or(next).waitFor();
  if (await next.isVisible()) await next.click();
  await noticed.waitFor();
}

const pictures: readonly Picture[] = [
  { name: "sign-in", show: async (page) => void (await page.goto("/sign-in")) },
  { name: "sign-in-passkey", show: showPasskeySignIn },
  { name: "account", as: "clinician", show: addPasskey },
  { name: "lost-access", as: "administrator", show: beginRecovery },
  { name: "locked", as: "clinician", show: lock },
  { name: "chart-light", as: "clinician", show: (page) => openChart(page) },
  { name: "chart-dark", as: "clinician", dark: true, show: (page) => openChart(page) },
  { name: "chart-phone", as: "clinician", phone: true, show: (page) => openChart(page) },
  { name: "vitals", as: "clinician", show: (page) => openChart(page, "Vitals", "Linton") },
  { name: "results", as: "clinician", show: (page) => openChart(page, "Results") },
  { name: "note", as: "clinician", show: writeNote },
  { name: "who-looked", as: "clinician", show: (page) => openChart(page, "Who looked") },
  { name: "my-list", as: "clinician", show: async () => undefined },
  { name: "patients", as: "clinician", show: async (page) => void (await page.goto("/patients?find=ka")) },
  { name: "board", as: "front-desk", show: async () => undefined },
  { name: "ledger", as: "administrator", show: verifyLedger },
  { name: "import", as: "administrator", show: importFiles },
];

async function take(picture: Picture, browser: Browser, { serving, now }: HouseWithPast): Promise<void> {
  const context = await browser.newContext({
    baseURL: serving.origin,
    viewport: picture.phone === true ? { width: 390, height: 844 } : { width: 1280, height: 800 },
    colorScheme: picture.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  const page = await context.newPage();
  await page.clock.install({ time: now() });
  if (picture.as !== undefined) await enterAs(page, picture.as);
  await picture.show(page);
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement && !document.activeElement.matches("input, textarea")
      ? document.activeElement.blur()
      : undefined,
  );
  writeFileSync(
    join(directory, `${picture.name}.png`),
    repackPng(await page.screenshot({ animations: "disabled", caret: "hide" })),
  );
  await context.close();
}

mkdirSync(directory, { recursive: true });
const wanted = process.argv.slice(2);
await unpackChromium();
const house = await aHouseWithPast(moment, process.env["WARDBOOK_JOURNEYS_WEB"]);
const browser = await launchBrowser();
try {
  for (const picture of pictures.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    await take(picture, browser, house);
    process.stdout.write(`${picture.name}.png\n`);
  }
} finally {
  await browser.close();
  await house.end();
}
