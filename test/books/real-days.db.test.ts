import { expect, test } from "vitest";
import { aComposedHouse } from "../support/composed-house.ts";
import { seededRandom } from "../support/random.ts";
import { calendarActs, register } from "./real-calendar.ts";
import { checkMoney, checkNumbers, checkSeats } from "./real-checks.ts";
import { actNames, spendRealDays } from "./real-days.ts";
import { aClock, openDesk } from "./real-desk.ts";
import { moneyActs } from "./real-money.ts";

// The full length is `npm run test:days`: 10,000 days.
const clock = aClock();
const { house } = await aComposedHouse(clock.now);

test("however four weeks at a desk go, records, books, statements, seats, numbers and ledger agree", async () => {
  const { faults, byAct, acts, refused } = await spendRealDays(house, clock, { days: 28, seed: 20_260_307 });
  expect(faults).toEqual([]);
  // Days on which all is refused, or nothing, or on which little is tried, would prove nothing.
  expect(actNames.filter((name) => !byAct.has(name)).length).toBeLessThan(3);
  expect([acts > 60, refused > 3]).toEqual([true, true]);
}, 180_000);

test("what doesn't agree is seen", async () => {
  const desk = await openDesk(house, clock, seededRandom(1));
  await register(desk);
  const [patient] = desk.present;
  const { invoice, payAhead } = moneyActs;
  const { book } = calendarActs;
  if (patient === undefined) throw new Error("nobody was registered");
  for (const act of [invoice, payAhead, book]) await act?.(desk, patient);
  const look = async () => {
    await checkMoney(desk, patient);
    await checkSeats(desk);
    checkNumbers(desk);
    return desk.tally.faults.splice(0);
  };
  expect(await look()).toEqual([]);
  patient.money.book = { ...patient.money.book, received: patient.money.book.received + 1n };
  for (const appointment of patient.appointments) appointment.state = "cancelled";
  desk.numbers.set("receipt", new Set(["MAIN-R-2026-000002"]));
  expect((await look()).map((what) => /statement|seats|numbers/.exec(what)?.[0])).toEqual(
    expect.arrayContaining(["statement", "seats", "numbers"]),
  );
});
