import { expect, test } from "vitest";
import { type KnownBackup, chooseKept } from "./choose-kept.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1, 2);

/** One backup a day, every seventh a full one. */
function daily(days: number): KnownBackup[] {
  return Array.from({ length: days }, (_, n) => {
    const name = (number: number) => `day-${String(number).padStart(4, "0")}`;
    const isFull = n % 7 === 0;
    return { backup: name(n), kind: isFull ? "full" : "increment", chain: name(n - (n % 7)), at: start + n * day };
  });
}

test("35 days stay with what they go back to, then one a month for seven years; keys stay a week", () => {
  const backups = daily(400);
  const now = start + 400 * day;
  const { data, keys } = chooseKept(backups, now, undefined);
  for (const { backup, chain, at } of backups) {
    if (now - at <= 35 * day) expect([...data]).toContain(backup);
    // Whatever stays can be restored: nothing that it goes back to is gone.
    if (data.has(backup)) expect([...data]).toContain(chain);
  }
  const cold = backups.filter(({ backup, at }) => data.has(backup) && now - at > 42 * day);
  expect(cold.every(({ kind }) => kind === "full")).toBe(true);
  expect(cold.map(({ at }) => new Date(at).toISOString().slice(0, 7))).toEqual(
    Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}`),
  );
  expect([keys.size, backups.findIndex(({ backup }) => keys.has(backup))]).toEqual([8, 392]);
});

test("what is older than seven years goes, but not by a clock that was set ahead once", () => {
  const backups = daily(8 * 366);
  const now = start + 8 * 366 * day;
  const { data } = chooseKept(backups, now, undefined);
  const oldest = backups.find(({ backup }) => data.has(backup));
  expect((now - (oldest?.at ?? 0)) / (365.25 * day)).toBeGreaterThan(6.9);
  expect((now - (oldest?.at ?? 0)) / (365.25 * day)).toBeLessThanOrEqual(7);
  const lastYear = backups.slice(-366);
  const jumped = chooseKept(lastYear, now + 8 * 366 * day, undefined);
  expect(jumped.data.size).toBeGreaterThanOrEqual(12);
});

test("keys from before a destruction go as soon as a full backup came after it, and not before", () => {
  const backups = daily(8);
  const destroyed = { count: 1, lastAt: start + 6.5 * day };
  expect(chooseKept(backups.slice(0, 7), start + 7 * day, destroyed).keys.size).toBe(7);
  const { data, keys } = chooseKept(backups, start + 8 * day, destroyed);
  expect([[...keys], data.size]).toEqual([["day-0007"], 8]);
  // What nobody knows goes by its moment.
  expect(chooseKept(backups, start + 8 * day, destroyed).keysFrom).toBe(destroyed.lastAt);
  expect(chooseKept(backups, start + 30 * day, undefined).keysFrom).toBe(start + 7 * day);
  // One that a clock made which was ahead then may be from before the destruction, whatever it says.
  const ahead: KnownBackup = { backup: "ahead", kind: "full", chain: "ahead", at: start + 400 * day };
  const of = (some: readonly KnownBackup[]) => [...chooseKept([...some, ahead], start + 8 * day, destroyed).keys];
  expect(of(backups)).toEqual(["day-0007"]);
  expect(of(backups.slice(0, 7))).toHaveLength(8);
  // One whose moment is later, but which began before the destruction was committed, still has the keys.
  const known = backups.map((one) => ({ ...one, destructions: 0 }));
  const after: KnownBackup = { ...ahead, backup: "after", chain: "after", at: start + 7.1 * day, destructions: 1 };
  expect(chooseKept(known, start + 8 * day, destroyed).keys.size).toBe(8);
  expect([...chooseKept([...known, after], start + 8 * day, destroyed).keys]).toEqual(["after"]);
});
