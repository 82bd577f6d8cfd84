import { expect, test } from "vitest";
import type { ClinicAppointment } from "../../../../contract/index.ts";
import { layOut, shownHours } from "./layout.ts";
import { minutesOf } from "./zoned.ts";

let made = 0;
const at = (from: string, until: string, more: Partial<ClinicAppointment> = {}): ClinicAppointment => {
  made += 1;
  return { id: `a${made}`, version: 1, state: "booked", start: from, end: until, may: [], ...more };
};
const kind = { id: "physio", name: "Physiotherapy" };
const lay = (appointments: readonly ClinicAppointment[]) =>
  layOut(appointments, { minuteOf: minutesOf, capacityOf: (id) => (id === "physio" ? 10 : 1) });
const lanes = (appointments: readonly ClinicAppointment[]) =>
  lay(appointments).map(({ lane, lanes: of }) => `${lane + 1}/${of}`);

test("what follows on one another has the whole width, and what overlaps stands side by side", () => {
  expect(lanes([at("09:00", "09:30"), at("09:30", "10:00")])).toEqual(["1/1", "1/1"]);
  expect(lanes([at("09:00", "10:00"), at("09:30", "10:00"), at("10:00", "10:30")])).toEqual(["1/2", "2/2", "1/1"]);
  expect(lanes([at("09:00", "11:00"), at("09:00", "09:30"), at("09:30", "10:00")])).toEqual(["1/2", "2/2", "2/2"]);
});

test("patients of one session are one block, with the places that are left; one who didn't come takes none", () => {
  const [session, missed] = lay([
    at("09:00", "10:30", { kind }),
    at("09:00", "10:30", { kind, state: "arrived" }),
    at("09:00", "10:30", { kind, state: "no-show" }),
  ]);
  expect(session).toMatchObject({ from: 540, until: 630, capacity: 10, lane: 0, lanes: 2 });
  expect(session?.appointments).toHaveLength(2);
  expect(missed).toMatchObject({ capacity: 1, lane: 1 });
});

test("what was cancelled, or waits for a place, isn't in the calendar", () => {
  expect(lay([at("09:00", "10:00", { state: "cancelled" }), at("09:00", "10:00", { state: "waiting-list" })])).toEqual(
    [],
  );
});

test("the hours shown are the branch's, and those of what lies outside them", () => {
  expect(shownHours([], [])).toEqual({ from: 480, until: 1_080 });
  const open = [{ from: minutesOf("08:30"), until: minutesOf("17:00") }];
  expect(shownHours(open, [])).toEqual({ from: 480, until: 1_020 });
  expect(shownHours(open, [{ from: minutesOf("07:45"), until: minutesOf("18:15") }])).toEqual({
    from: 420,
    until: 1_140,
  });
});
