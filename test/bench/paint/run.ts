// How soon the app paints on the demonstration twenty times over, in Chromium:
//   node test/bench/paint/run.ts [--copies 20] [--rounds 5] [--data folder, kept] [--only board]
// It writes nothing anywhere and fails on nothing: what a machine takes is no test. Needs a built web app (`npm run build`).
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../support/browser.ts";
import { enterBy, shiftClock } from "../../support/demonstration-desk.ts";
import { freePort } from "../../support/free-port.ts";
import { setup as unpackChromium } from "../../support/unpack-chromium.ts";
import { processMeters } from "../load/process-meter.ts";
import { type Loaded, type Measured, interactionTable, loadTable, rankOf } from "./figures.ts";
import { type Person, interactions, pages } from "./interactions.ts";
import type { PaintServerMessage } from "./messages.ts";
import { largestPaint, watchPaint } from "./watch.ts";

const { values } = parseArgs({
  options: {
    copies: { type: "string", default: "20" },
    rounds: { type: "string", default: "5" },
    data: { type: "string" },
    only: { type: "string" },
  },
});
const aims = { interaction: 100, load: 1500 };
const rounds = Number(values.rounds);
const wanted = ({ name }: { readonly name: string }) => values.only === undefined || name.includes(values.only);

const directory = values.data ?? mkdtempSync(join(tmpdir(), "wardbook-paint-"));
const port = await freePort();
const server = fork(join(import.meta.dirname, "main.ts"), [directory, String(port), values.copies], {
  execArgv: ["--max-semi-space-size=16", "--no-parallel-scavenge", "--heap-growing-percent=60"],
});
const [ready] = (await Promise.race([once(server, "message"), once(server, "exit")])) as [PaintServerMessage];
if (typeof ready !== "object") throw new Error("the server ended");
const { origin, offset } = ready;
const meters = processMeters(server.pid ?? 0);
/** Of the server and its database, in milliseconds. */
const serverTime = () => meters.reduce((sum, { read }) => sum + read(), 0) / 1000;

const opened = new Map<Person, Page>();
async function pageOf(browser: Browser, person: Person): Promise<Page> {
  const known = opened.get(person);
  if (known !== undefined) return known;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    baseURL: origin,
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(shiftClock, offset);
  await context.addInitScript(watchPaint);
  const page = await context.newPage();
  await enterBy(page, person);
  opened.set(person, page);
  return page;
}

/** Somebody of the clinic with a long record and an account. */
async function longPatient(page: Page): Promise<string> {
  const query = "/fhir/Condition?_count=200&_elements=subject";
  const answer = await page
    .context()
    .request.get(`${origin}${query}`, { headers: { accept: "application/fhir+json" } });
  const { entry = [] } = (await answer.json()) as {
    readonly entry?: readonly { readonly resource: { readonly subject?: { readonly reference?: string } } }[];
  };
  const times = new Map<string, number>();
  for (const { resource } of entry) {
    const whose = resource.subject?.reference?.replace("Patient/", "");
    if (whose !== undefined) times.set(whose, (times.get(whose) ?? 0) + 1);
  }
  const [most] = [...times].sort(([, one], [, other]) => other - one);
  if (most === undefined) throw new Error("nobody has a record");
  return most[0];
}

await unpackChromium();
const browser = await launchBrowser();
try {
  const patient = await longPatient(await pageOf(browser, "Amara Osei"));
  const filled = (path: string) => path.replace("{patient}", patient).replace("{draft}", crypto.randomUUID());
  const loaded: Loaded[] = [];
  if (values.only === undefined) {
    const cold: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, baseURL: origin });
      await context.addInitScript(watchPaint);
      const page = await context.newPage();
      await page.goto("/sign-in");
      await page.getByRole("button").first().waitFor();
      await page.waitForTimeout(500);
      cold.push(await largestPaint(page));
      await context.close();
    }
    loaded.push({ name: "first screen, nothing kept", milliseconds: cold, server: 0 });
    for (const { name, as, path } of pages) {
      const page = await pageOf(browser, as);
      const milliseconds: number[] = [];
      let server = 0;
      for (let round = 0; round <= rounds; round += 1) {
        const from = serverTime();
        await page.goto(filled(path));
        // Pages that listen to news are never quite idle.
        await page.waitForLoadState("networkidle", { timeout: 10_000 }).catch(() => undefined);
        await page.waitForTimeout(1_000);
        // The first is the first in this window: what follows is what a day is made of.
        if (round === 0) continue;
        milliseconds.push(await largestPaint(page));
        server += serverTime() - from;
      }
      loaded.push({ name, milliseconds, server });
      console.error(`${name}: ${milliseconds.map((one) => one.toFixed(0)).join(" ")}`);
    }
  }
  const measured: Measured[] = [];
  for (const { name, as, path, before, measure } of interactions.filter(wanted)) {
    const page = await pageOf(browser, as);
    const taken: Measured["taken"][number][] = [];
    let server = 0;
    try {
      for (let round = 0; round < rounds; round += 1) {
        await page.goto(filled(path));
        await before?.(page);
        await page.waitForTimeout(400);
        const from = serverTime();
        taken.push(await measure(page));
        server += serverTime() - from;
      }
    } catch (error) {
      console.error(`${name}: ${String(error).split("\n")[0]}`);
    }
    if (taken.length > 0) measured.push({ name, taken, server });
    console.error(`${name}: ${taken.map(({ toPaint }) => toPaint.toFixed(0)).join(" ")}`);
  }
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, load ${loadavg()[0]?.toFixed(1) ?? "?"}\n`,
  );
  if (loaded.length > 0) console.log(`${loadTable(loaded, aims.load)}\n`);
  console.log(`${interactionTable(measured, aims.interaction)}\n`);
  const all = measured.flatMap(({ taken }) => taken.map(({ toPaint }) => toPaint));
  console.log(`all interactions: p75 ${rankOf(all, 0.75).toFixed(0)} ms, most ${Math.max(...all).toFixed(0)} ms`);
} finally {
  await browser.close();
  server.send("stop");
  await once(server, "exit");
  if (values.data === undefined) rmSync(directory, { recursive: true, force: true });
}
