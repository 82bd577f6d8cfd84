import { expect, test } from "vitest";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { lanes, standingIn, timeWords } from "./lanes-of.ts";

const at = (time: string) => `2026-03-09T${time}:00.000Z`;
const one = (id: string, rest: Partial<ClinicAppointment>): ClinicAppointment => ({
  id,
  version: 1,
  state: "booked",
  start: at("09:00"),
  may: [],
  ...rest,
});
const now = Date.parse(at("09:20"));

test("every state of a day stands in one lane", () => {
  const states = lanes.flatMap((lane) => lane.states);
  expect(new Set(states).size).toBe(states.length);
  expect(states).toEqual(["booked", "arrived", "with-clinician", "done", "no-show", "cancelled"]);
});

test("who waits longest comes first, whatever the time of the appointment", () => {
  const waiting = lanes.find(({ title }) => title === "Waiting");
  if (waiting === undefined) throw new Error("no such lane");
  const early = one("early", { state: "arrived", start: at("10:00"), arrivedAt: at("08:40") });
  const late = one("late", { state: "arrived", start: at("08:30"), arrivedAt: at("09:10") });
  expect(standingIn(waiting, [late, one("b", {}), early]).map(({ id }) => id)).toEqual(["early", "late"]);
});

test("who was through last comes first, and who didn't come is below them", () => {
  const done = lanes.find(({ title }) => title === "Done");
  if (done === undefined) throw new Error("no such lane");
  const first = one("first", { state: "done", finishedAt: at("08:40") });
  const last = one("last", { state: "done", finishedAt: at("09:10") });
  const missed = one("missed", { state: "no-show", start: at("08:00") });
  const cancelled = one("cancelled", { state: "cancelled", start: at("17:00") });
  const ids = standingIn(done, [cancelled, first, missed, last]).map(({ id }) => id);
  expect(ids).toEqual(["last", "first", "cancelled", "missed"]);
});

test("a card says how long somebody waits, is in or is late, and marks what is long", () => {
  expect(timeWords(one("a", { state: "arrived", arrivedAt: at("08:15") }), now)).toEqual({
    words: "Waits 1 h 05",
    isLong: true,
  });
  expect(timeWords(one("a", { state: "arrived", arrivedAt: at("09:10") }), now)?.isLong).toBe(false);
  expect(timeWords(one("a", { start: at("09:16") }), now)).toBeUndefined();
  expect(timeWords(one("a", { start: at("09:08") }), now)).toEqual({ words: "12 min late", isLong: true });
  expect(timeWords(one("a", { state: "with-clinician", startedAt: at("09:00") }), now)?.words).toBe("In for 20 min");
});
