import { verifyLedger } from "../../src/custody/ledger/index.ts";
import {
  type Known,
  type RealDesk,
  dayMilliseconds,
  dueOf,
  fault,
  freeOf,
  minor,
  said,
  stepMinutes,
} from "./real-desk.ts";
import { faultsOf } from "./front-desk-days.ts";

/** The pure book against the records, and these against the statement: to the cent. */
export async function checkMoney(desk: RealDesk, patient: Known): Promise<void> {
  const billing = desk.house.clinic.billing(desk.house.chart);
  for (const what of faultsOf(patient.money)) fault(desk, `${patient.number}: ${what}`);
  const statement = await billing.statement(desk.desk, patient.id);
  const { due, advance, balance, entries } = statement;
  const [owes, free] = [dueOf(patient), freeOf(patient)];
  const { invoiced, credited, received, refunded } = patient.money.counted;
  const expected = [said(owes), said(free), said(owes - free), said(invoiced - credited - received + refunded)];
  const found = [due, advance, balance, entries.at(-1)?.balance ?? "0.00"];
  if (found.join() !== expected.join())
    fault(desk, `${patient.number}: the statement says ${found.join(", ")}, the books ${expected.join(", ")}`);
  const sum = entries.reduce((total, { amount }) => total + minor(amount), 0n);
  if (sum !== minor(balance)) fault(desk, `${patient.number}: the entries come to ${said(sum)}, not ${balance}`);
  const packages = await billing.packages(desk.desk, patient.id);
  for (const { id, sessions, used, left, state, attended } of packages) {
    const account = patient.money.book.packages.get(id);
    const isRight =
      account?.sessions === sessions &&
      account.used.size === used &&
      left === sessions - used &&
      left >= 0 &&
      (state === "frozen") === !account.isOpen &&
      new Set(attended.map(({ ordinal }) => ordinal)).size === used;
    if (!isRight)
      fault(desk, `${patient.number}: a package has ${used} of ${sessions} used, ${left} left, and is ${state}`);
  }
  if (packages.length !== patient.packages.length) fault(desk, `${patient.number}: packages are missing`);
}

/** As many seats as appointments that have a place, once what is over is let go. */
export async function checkSeats(desk: RealDesk): Promise<void> {
  const { house, tenant, everybody, clock } = desk;
  await house.clinic.keepPlaces(() => Promise.resolve([tenant]))();
  const firstDay = (Math.floor(clock.now() / dayMilliseconds) - 1) * dayMilliseconds;
  const expected = everybody
    .flatMap(({ appointments }) => appointments)
    .filter(({ start, state }) => start >= firstDay && (state === "booked" || state === "attended"))
    .reduce((seats, { therapist }) => seats + therapist.minutes / stepMinutes, 0);
  const [found] = await house.db
    .tenant(tenant)
    .query<{ seats: number }>("select count(*)::int as seats from wardbook.calendar_seat where tenant = $1", [tenant]);
  if (found?.seats !== expected) fault(desk, `${found?.seats} seats are taken, and the appointments have ${expected}`);
}

/** Closes the branch's day: what is expected is what came. */
export async function cashUp(desk: RealDesk): Promise<void> {
  const { house, till, clock, branchId } = desk;
  const billing = house.clinic.billing(house.chart);
  const day = new Date(clock.now()).toISOString().slice(0, 10);
  const { methods } = await billing.tillOn(desk.desk, { branch: branchId, day });
  for (const { method, expected } of methods)
    if (minor(expected) !== (till.get(method) ?? 0n))
      fault(desk, `the till should have ${expected} by ${method}, and ${said(till.get(method) ?? 0n)} came`);
  const counted = methods.map(({ method, expected }) => ({ method, amount: expected }));
  const requestId = crypto.randomUUID();
  const closed = await billing.cashUp(desk.desk, { requestId, branchId, day, counted });
  if (closed.cashUp.methods.some(({ difference }) => difference !== "0.00"))
    fault(desk, "a day that agrees has differences");
}

/** Each series counts from one, and leaves none out. */
export function checkNumbers(desk: RealDesk): void {
  for (const [what, given] of desk.numbers) {
    const series = new Map<string, number[]>();
    for (const number of given) {
      const [, beginning = "", count = ""] = /^(.*-)(\d+)$/.exec(number) ?? [];
      series.set(beginning, [...(series.get(beginning) ?? []), Number(count)]);
    }
    for (const [beginning, counts] of series) {
      const highest = counts.reduce((most, count) => Math.max(most, count), 0);
      if (highest !== counts.length) fault(desk, `${what} ${beginning}: ${counts.length} numbers up to ${highest}`);
    }
  }
}

/** What `wardbook ledger verify` does. */
export async function checkLedger(desk: RealDesk): Promise<void> {
  const { house, tenant } = desk;
  await house.ledger.sequence(tenant);
  const parts = { db: house.db, keyring: house.keyring, anchor: house.anchor, vouched: house.vouched };
  let last = "nothing";
  for await (const { state, ...rest } of verifyLedger(parts, tenant)) {
    last = state;
    if (state === "broken") fault(desk, `the ledger is broken: ${JSON.stringify(rest)}`);
  }
  if (last !== "sound") fault(desk, `the ledger is ${last}`);
}

/** Who owes what, of everybody at once. */
export async function checkDues(desk: RealDesk): Promise<void> {
  const { house, everybody } = desk;
  const dues = await house.clinic.billing(house.chart).dues(desk.manager, undefined);
  const expected = everybody.reduce((sum, patient) => sum + dueOf(patient), 0n);
  if (minor(dues.total.all) !== expected)
    fault(desk, `the dues list has ${dues.total.all}, the books ${said(expected)}`);
}
