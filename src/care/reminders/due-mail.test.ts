import fc from "fast-check";
import { expect, test } from "vitest";
import { type Standing, type Told, dueMail, mostAttempts } from "./due-mail.ts";

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 9, 10);
const booked: Standing = { hash: "a", isOn: true, isExpected: true, start };
const sent: Told = {
  sequence: 0,
  hash: "a",
  state: "sent",
  inTime: true,
  what: "reminder",
  attempts: 1,
  nextAt: undefined,
};
const due = (now: Standing, told: Told | undefined, at: number) => dueMail(now, told, { at, hoursBefore: 24 });

test("who is expected is reminded once, as long before as the organisation says, and not at the last moment", () => {
  expect(due(booked, undefined, start - 25 * hour)).toBeUndefined();
  expect(due(booked, undefined, start - 24 * hour)).toEqual({
    what: "reminder",
    sequence: 0,
    inTime: true,
    attempts: 1,
  });
  expect(due(booked, sent, start - 23 * hour)).toBeUndefined();
  expect(due(booked, undefined, start - hour / 2)).toBeUndefined();
  expect(due({ ...booked, isExpected: false }, undefined, start - 5 * hour)).toBeUndefined();
});

test("who was told hears of a change and of a cancellation, and once more when a distant time is near", () => {
  const moved = { ...booked, hash: "b", start: start + 72 * hour };
  const at = start - 10 * hour;
  expect(due(moved, sent, at)).toEqual({ what: "change", sequence: 1, inTime: false, attempts: 1 });
  const heard = { ...sent, sequence: 1, hash: "b", what: "change", inTime: false } as const;
  expect(due(moved, heard, at)).toBeUndefined();
  expect(due(moved, heard, moved.start - 20 * hour)).toEqual({
    what: "reminder",
    sequence: 1,
    inTime: true,
    attempts: 1,
  });
  expect(due({ ...booked, hash: "c", isOn: false, isExpected: false }, sent, at)).toMatchObject({
    what: "change",
    sequence: 1,
  });
});

test("what nobody got needs no correction; what a server that stopped may have sent isn't sent again", () => {
  const waiting = { ...sent, state: "waiting", nextAt: 0 } as const;
  const off = { ...booked, hash: "b", isOn: false, isExpected: false };
  expect(due(off, waiting, start - 5 * hour)).toBeUndefined();
  expect(due(booked, waiting, start - 5 * hour)).toMatchObject({ what: "reminder", attempts: 2 });
  expect(due(booked, { ...waiting, attempts: mostAttempts }, start - 5 * hour)).toBeUndefined();
  expect(due(booked, { ...sent, state: "not-known" }, start - 5 * hour)).toBeUndefined();
  expect(due(booked, { ...sent, state: "sending" }, start - 5 * hour)).toBeUndefined();
});

test("however an appointment is moved about, sequences rise, nothing is told twice, and each mail is told as it stands", () => {
  const step = fc.record({
    start: fc.integer({ min: 2, max: 200 }),
    isOn: fc.boolean(),
    wait: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let at = 0;
      let told: Told | undefined;
      const mails: string[] = [];
      for (const one of steps) {
        at += one.wait * hour;
        const now = {
          hash: `${one.start}|${one.isOn}`,
          isOn: one.isOn,
          isExpected: one.isOn,
          start: one.start * hour,
        };
        for (let turn = 0; turn < 3; turn += 1) {
          const mail = dueMail(now, told, { at, hoursBefore: 24 });
          if (mail === undefined) break;
          expect(turn, "one mail settles it").toBe(0);
          expect(mail.sequence).toBeGreaterThanOrEqual(told?.sequence ?? 0);
          expect(now.start).toBeGreaterThan(at);
          if (mail.what === "reminder") expect(now.isOn).toBe(true);
          mails.push(`${mail.sequence} ${now.hash} ${mail.what} ${mail.inTime}`);
          told = { ...mail, hash: now.hash, state: "sent", nextAt: undefined };
        }
      }
      expect(new Set(mails).size).toBe(mails.length);
    }),
  );
});
