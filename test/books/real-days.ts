// Spends random days at a desk, through chart, rules and PostgreSQL: node test/books/real-days.ts [days] [seed]
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../src/compose.ts";
import type { House } from "../../src/house.ts";
import { startBundledPostgres } from "../../src/foundation/platform/bundled-postgres/index.ts";
import { type Random, below, seededRandom } from "../support/random.ts";
import { attend, calendarActs, merge, race, register } from "./real-calendar.ts";
import { cashUp, checkDues, checkLedger, checkMoney, checkNumbers, checkSeats } from "./real-checks.ts";
import { type Known, type RealDesk, aClock, dayMilliseconds, openDesk, some } from "./real-desk.ts";
import { type Act, moneyActs } from "./real-money.ts";
import { packageActs, transfer } from "./real-packages.ts";

export interface DaysReport {
  readonly days: number;
  readonly acts: number;
  /** Of what the books may refuse. */
  readonly accepted: number;
  readonly refused: number;
  /** How often each kind of act was done. */
  readonly byAct: ReadonlyMap<string, number>;
  readonly patients: number;
  readonly entries: number;
  readonly faults: readonly string[];
}

/** An act of a desk, with those whom it takes, whom nobody else is busy with. */
interface Card {
  readonly name: string;
  readonly takes: 0 | 1 | 2;
  act(desk: RealDesk, one: Known, other: Known): Promise<boolean>;
}

const alone = ([name, act]: readonly [string, Act]): Card => ({ name, takes: 1, act });
const everyCard: readonly Card[] = [
  { name: "register", takes: 0, act: async (desk) => (await register(desk), true) },
  ...Object.entries(moneyActs).map(alone),
  ...Object.entries(packageActs).map(alone),
  ...Object.entries(calendarActs).map(alone),
  { name: "race", takes: 2, act: race },
  { name: "merge", takes: 2, act: merge },
  { name: "transfer", takes: 2, act: transfer },
];
/** What a week has more often than once. */
const often: readonly string[] = ["register", "book", "book", "payDues", "use", "undo"];

const daysOfWeek = 7;
const mostPresent = 16;
const atOnce = 3;
const mostChecked = 1;

function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const at = below(random, last + 1);
    const [one, other] = [order[last], order[at]];
    if (one !== undefined && other !== undefined) [order[last], order[at]] = [other, one];
  }
  return order;
}

/** All acts of a week, dealt out to its days: each kind is done in each week, if there is anybody to do it to. */
function deal(random: Random): readonly (readonly Card[])[] {
  const deck = shuffled(random, [
    ...everyCard,
    ...often.flatMap((name) => everyCard.filter((card) => card.name === name)),
  ]);
  return Array.from({ length: daysOfWeek }, (_, day) => deck.filter((_card, index) => index % daysOfWeek === day));
}

/** Plays a card with people who are free. @returns those whom it was about */
async function play(desk: RealDesk, card: Card, busy: Set<Known>): Promise<readonly Known[]> {
  const free = desk.present.filter((one) => !busy.has(one));
  for (const one of card.takes === 0 ? desk.present.slice(0, 1) : shuffled(desk.random, free)) {
    const other =
      card.takes === 2
        ? some(
            desk,
            free.filter((known) => known !== one && !busy.has(known)),
          )
        : one;
    if (other === undefined || busy.has(one)) continue;
    const taken = card.takes === 0 ? [] : [one, other];
    for (const known of taken) busy.add(known);
    const isDone = await card.act(desk, one, other);
    for (const known of taken) if (!isDone) busy.delete(known);
    if (!isDone) continue;
    desk.tally.byAct.set(card.name, (desk.tally.byAct.get(card.name) ?? 0) + 1);
    return taken;
  }
  return [];
}

async function spendDay(desk: RealDesk, day: number, cards: readonly Card[]): Promise<void> {
  const { clock } = desk;
  const midnight = Math.floor(clock.now() / dayMilliseconds) * dayMilliseconds;
  const busy = new Set<Known>();
  // Several at the desk at once, each with somebody of their own.
  for (let at = 0; at < cards.length; at += atOnce) {
    clock.pass(20);
    await Promise.all(cards.slice(at, at + atOnce).map((card) => play(desk, card, busy)));
  }
  clock.set(midnight + 18 * 3_600_000);
  const today = desk.everybody
    .slice(-200)
    .flatMap(({ appointments }) => appointments)
    .filter(({ start, state }) => state === "booked" && start >= midnight && start < clock.now());
  for (const appointment of today) await attend(desk, appointment);
  // One till a week is counted: each day's is its own.
  if (day % daysOfWeek === 4) await cashUp(desk);
  desk.till.clear();
  // What is wrong with money stays wrong: somebody each day, and everybody at the end.
  await Promise.all(
    shuffled(desk.random, [...busy])
      .slice(0, mostChecked)
      .map((patient) => checkMoney(desk, patient)),
  );
  if (day % daysOfWeek === 6) await checkSeats(desk);
  while (desk.present.length > mostPresent) desk.present.shift();
  clock.set(midnight + dayMilliseconds + 8 * 3_600_000);
}

/** Spends days at a clinic of its own, and looks whether everything agrees, by the day and at the end. */
export async function spendRealDays(
  house: House,
  clock: RealDesk["clock"],
  { days, seed, tell = () => undefined }: { days: number; seed: number; tell?: (done: number) => void },
): Promise<DaysReport> {
  const random = seededRandom(seed);
  const desk = await openDesk(house, clock, random);
  while (desk.present.length < 6) await register(desk);
  let week: readonly (readonly Card[])[] = [];
  for (let day = 0; day < days; day += 1) {
    if (day % daysOfWeek === 0) week = deal(random);
    await spendDay(desk, day, week[day % daysOfWeek] ?? []);
    tell(day + 1);
  }
  for (const patient of desk.everybody) await checkMoney(desk, patient);
  await checkDues(desk);
  checkNumbers(desk);
  await checkSeats(desk);
  await checkLedger(desk);
  const { size } = await house.ledgerReader.standing(desk.tenant, 1, clock.now());
  const { accepted, refused, byAct, faults } = desk.tally;
  const acts = [...byAct.values()].reduce((sum, times) => sum + times, 0);
  return { days, acts, accepted, refused, byAct, patients: desk.everybody.length, entries: size, faults };
}

/** Names of every kind of act, for whoever looks that none was left out. */
export const actNames: readonly string[] = everyCard.map(({ name }) => name);

async function main(days: number, seed: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "wardbook-days-"));
  const log = { info: () => undefined, warn: () => undefined, error: console.error };
  mkdirSync(directory, { recursive: true });
  const postgres = await startBundledPostgres({ dataDirectory: join(directory, "postgres"), log });
  const clock = aClock();
  const opening = { passphrase: undefined, now: clock.now, publicOrigin: "http://localhost:8080", log };
  const house = await compose({ ...opening, dataDirectory: directory, owner: postgres.owner, connections: 8 });
  try {
    const began = performance.now();
    const rate = (done: number) => (done * 1000) / (performance.now() - began);
    const tell = (done: number) => {
      if (done % 100 === 0) console.log(`${done}/${days} days, ${rate(done).toFixed(1)} a second`);
    };
    const report = await spendRealDays(house, clock, { days, seed, tell });
    for (const fault of report.faults) console.error(fault);
    const { acts, refused, patients, entries, byAct, faults } = report;
    console.log([...byAct].map(([name, times]) => `${name} ${times}`).join(", "));
    console.log(
      `${days} days, ${rate(days).toFixed(1)} a second: ${acts} acts and ${refused} refusals, ${patients} patients, ${entries} entries in the ledger, ${faults.length} faults (seed ${seed})`,
    );
    return faults.length === 0 ? 0 : 1;
  } finally {
    await house.close();
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  process.exit(await main(Number(process.argv[2] ?? 10_000), seed));
}
