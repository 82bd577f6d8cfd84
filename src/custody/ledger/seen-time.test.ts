import { expect, test } from "vitest";
import { yearsBefore } from "./retention.ts";
import { dayMilliseconds, mostUnseenDays, oldEnoughBefore } from "./seen-time.ts";

const today = Math.floor(Date.UTC(2033, 5, 1) / dayMilliseconds);
const at = today * dayMilliseconds + 5;
const everyMonth = Array.from({ length: 12 * 20 }, (_, month) => today - 31 * (12 * 20 - month));

test("years count while the ledger writes something each month, and a clock that is set ahead counts for one month", () => {
  expect(oldEnoughBefore(everyMonth, at, 7)).toBe(yearsBefore(at, 7));
  expect(oldEnoughBefore([], at, 7)).toBe(yearsBefore(at, 7));
  const years = 10 * 366;
  const jumped = everyMonth.map((day) => day - years);
  // All that was written before it is as old as it was then, and a month.
  expect(oldEnoughBefore(jumped, at, 7)).toBe(yearsBefore(at, 7) - (31 + years - mostUnseenDays) * dayMilliseconds);
  // A clock that went ahead and back again leaves days that are still to come.
  expect(oldEnoughBefore([...everyMonth, today + years], at, 7)).toBe(yearsBefore(at, 7));
});

test("a stretch without entries delays what was written before it, and nothing that is old enough after it", () => {
  const [before, after] = [today - 9 * 366, today - 8 * 366 + 3];
  const days = [before, ...everyMonth.filter((day) => day >= after)];
  expect(oldEnoughBefore(days, at, 7)).toBe(yearsBefore(at, 7));
  const still = everyMonth.filter((day) => day < today - 4 * 366 || day > today - 3 * 366);
  const gap = Math.max(...still.map((day, index) => day - (still[index - 1] ?? day)));
  expect(oldEnoughBefore(still, at, 7)).toBe(yearsBefore(at, 7) - (gap - mostUnseenDays) * dayMilliseconds);
});
