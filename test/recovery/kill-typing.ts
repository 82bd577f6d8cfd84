// Kills the server at random moments while somebody types in Chromium, and looks what is left: node test/recovery/kill-typing.ts [rounds] [seed]
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../support/browser.ts";
import { type Random, seededRandom } from "../support/random.ts";
import { setup as unpackChromium } from "../support/unpack-chromium.ts";
import { type Desk, installDesk, killServer, postmasterOf, removeDesk, signInAt, startServer } from "./typing/desk.ts";
import { type Form, type Shown, aBooking, aNoteDraft, aRegistration } from "./typing/forms.ts";
import { type Kept, countDoubled, recordsOf } from "./typing/records.ts";

export interface TypingReport {
  readonly rounds: number;
  readonly keys: number;
  readonly byKind: Readonly<Record<Form["kind"], number>>;
  /** Rounds in which words older than two seconds, or called kept, weren't there any more. */
  lost: number;
  /** Records that are there twice. */
  doubled: number;
  readonly faults: string[];
}

/** Somebody typing: each key with its moment. */
interface Hand {
  readonly keys: { readonly at: number; readonly field: string; readonly length: number }[];
  /** Settles when all is typed, or the window is gone. */
  readonly ended: Promise<void>;
}

const graceMilliseconds = 2_000;

function typeInto(page: Page, form: Form, random: Random, done: Readonly<Record<string, string>>): Hand {
  const keys: { at: number; field: string; length: number }[] = [];
  const type = async () => {
    for (const [name, text] of form.words) {
      const before = done[name] ?? "";
      if (before === text) continue;
      const field = form.field(page, name);
      await field.focus();
      // What a form proposes is typed over.
      if (!text.startsWith(before)) await field.fill("");
      else await field.press("Control+End");
      for (let length = text.startsWith(before) ? before.length + 1 : 1; length <= text.length; length += 1) {
        await page.keyboard.type(text.slice(length - 1, length));
        keys.push({ at: performance.now(), field: name, length });
        await sleep(4 + random() * 30);
      }
    }
  };
  return { keys, ended: type() };
}

/** What must be there of what was typed until a moment. */
function owed(
  form: Form,
  hands: readonly Hand[],
  until: number,
  shown: Shown | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    form.words.map(([name, text]) => {
      const typed = hands.flatMap(({ keys }) => keys).filter(({ field, at }) => field === name && at <= until);
      const aged = text.slice(0, Math.max(0, ...typed.map(({ length }) => length)));
      const said = shown?.saidKept === true ? (shown.values[name] ?? "") : "";
      return [name, text.startsWith(said) && said.length > aged.length ? said : aged];
    }),
  );
}

function lacks(form: Form, values: Readonly<Record<string, string>>, due: Readonly<Record<string, string>>): string[] {
  return form.words.flatMap(([name, text]) => {
    const [value, least] = [values[name] ?? "", due[name] ?? ""];
    if (least !== "" && !value.startsWith(least)) return [`${name} has '${value}' where '${least}' was typed`];
    return value === "" || text.startsWith(value) || least === "" ? [] : [`${name} has '${value}', which nobody typed`];
  });
}

interface Round {
  readonly desk: Desk;
  readonly context: BrowserContext;
  readonly form: Form;
  readonly random: Random;
  readonly isWithDatabase: boolean;
}

/** One form, one kill. @returns what is wrong, how many keys were typed, and the server that runs now */
async function playRound(
  { desk, context, form, random, isWithDatabase }: Round,
  serverBefore: ChildProcess,
): Promise<{ readonly faults: readonly string[]; readonly keys: number; readonly server: ChildProcess }> {
  const faults: string[] = [];
  let page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await form.open(page);
  await form.begin(page);
  const length = form.words.reduce((sum, [, text]) => sum + text.length, 0);
  const begun = performance.now();
  const hands = [typeInto(page, form, random, (await form.shown(page)).values)];
  const isOver = hands[0]?.ended.then(() => form.submit?.(page)).catch(() => undefined);
  // From before the first key to some time after the form was sent.
  await sleep(random() * (length * 24 + 1_500));
  let shown = await form.shown(page).catch(() => undefined);
  const postmaster = isWithDatabase ? postmasterOf(desk) : undefined;
  await killServer(serverBefore);
  if (postmaster !== undefined) process.kill(postmaster, "SIGKILL");
  const goes = random() < 0.6;
  let isDone = false;
  if (goes) {
    await sleep(random() * 3_000);
    shown = (await form.shown(page).catch(() => undefined)) ?? shown;
    const closedAt = performance.now();
    await page.close();
    await isOver;
    const server = await startServer(desk);
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await form.open(page);
    const due = owed(form, hands, closedAt - graceMilliseconds, shown);
    const isOwed = Object.values(due).some((text) => text !== "" && text.length > 3);
    const found = await form.resume(page);
    if (found === "there") {
      faults.push(...lacks(form, (await form.shown(page)).values, due));
    } else if (found === "nothing" && isOwed) {
      const kept = await recordsOf(context, desk, form);
      if (kept.length === 0) faults.push(`nothing is left after ${Math.round(closedAt - begun)} ms`);
      isDone = kept.length > 0;
    } else isDone = found === "done";
    return { ...(await finish(server)), faults };
  }
  await sleep(random() * 2_500);
  return finish(await startServer(desk));

  async function finish(server: ChildProcess) {
    if (form.kind === "note" && shown?.saidOnServer === true) faults.push(...(await lacksOnServer(shown)));
    if (goes && !isDone) {
      await form.begin(page);
      const rest = typeInto(page, form, random, (await form.shown(page)).values);
      hands.push(rest);
      await rest.ended;
      await form.submit?.(page);
    }
    await isOver;
    if (!isDone)
      await form.done(page).catch(async (error: unknown) => {
        const said = await form.shown(page).then((now) => now.said, String);
        faults.push(`it was never done (the page says '${said}'): ${String(error)}`);
      });
    await page.close();
    faults.push(...wrongIn(await recordsOf(context, desk, form)));
    return { faults, server, keys: hands.reduce((sum, { keys }) => sum + keys.length, 0) };
  }

  async function lacksOnServer({ values }: Shown): Promise<readonly string[]> {
    const [draft] = await recordsOf(context, desk, form);
    return form.words.flatMap(([name]) =>
      draft?.words[name]?.startsWith(values[name] ?? "") === true
        ? []
        : [`${name} was called saved, and the server has '${draft?.words[name] ?? ""}' of '${values[name] ?? ""}'`],
    );
  }

  function wrongIn(kept: readonly Kept[]): readonly string[] {
    if (kept.length !== 1) return [`it is there ${kept.length} times`];
    return form.words.flatMap(([name, text]) =>
      kept[0]?.words[name] === text ? [] : [`${name} is '${kept[0]?.words[name] ?? ""}' in the record, not '${text}'`],
    );
  }
}

/** @param rounds kills; every fourth takes PostgreSQL with it */
export async function typingRounds(rounds: number, seed: number, tell: (text: string) => void): Promise<TypingReport> {
  await unpackChromium();
  const random = seededRandom(seed);
  const report = {
    rounds,
    keys: 0,
    byKind: { registration: 0, booking: 0, note: 0 },
    lost: 0,
    doubled: 0,
    faults: [] as string[],
  };
  const desk = await installDesk();
  const browser = await launchBrowser();
  let server: ChildProcess | undefined;
  try {
    server = await startServer(desk);
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/London", reducedMotion: "reduce" });
    const door = await context.newPage();
    await signInAt(door, desk);
    await door.close();
    const makers = [
      (round: number) => aRegistration(desk, random, round),
      (round: number) => aBooking(desk, round),
      () => aNoteDraft(desk, random),
    ];
    for (let round = 1; round <= rounds; round += 1) {
      const form = makers[round % makers.length]?.(round);
      if (form === undefined) continue;
      const played = await playRound({ desk, context, form, random, isWithDatabase: round % 4 === 0 }, server);
      server = played.server;
      report.keys += played.keys;
      report.byKind[form.kind] += 1;
      if (played.faults.some((fault) => !fault.startsWith("it is there"))) report.lost += 1;
      if (played.faults.some((fault) => fault.startsWith("it is there"))) report.doubled += 1;
      report.faults.push(...played.faults.map((fault) => `round ${round}, ${form.kind}: ${fault}`));
      const state = played.faults.length === 0 ? "all there, once" : played.faults.join("; ");
      tell(`round ${round}/${rounds}: ${form.kind}, ${played.keys} keys: ${state}`);
    }
    await browser.close();
    await killServer(server);
    report.doubled += await countDoubled(desk);
  } finally {
    await browser.close();
    if (server !== undefined) await killServer(server);
    removeDesk(desk);
  }
  return report;
}

if (import.meta.main) {
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const report = await typingRounds(Number(process.argv[2] ?? 100), seed, console.log);
  for (const fault of report.faults) console.error(fault);
  console.log(
    `${report.rounds} rounds, lost ${report.lost}, doubled ${report.doubled} (${report.keys} keys, seed ${seed})`,
  );
  process.exit(report.faults.length + report.lost + report.doubled === 0 ? 0 : 1);
}
