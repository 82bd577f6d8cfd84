import { describe, expect, test } from "vitest";
import { createCalendar, dayOf } from "../calendar.ts";
import { createRandom } from "../random.ts";
import { careProviders } from "../staff.ts";
import { graceMinutes, writeDiary } from "./diary.ts";
import { group } from "./kinds.ts";
import { demonstration, resourcesOf, saturday, textAt } from "../testing/charts.ts";

const bundles = demonstration();
const everyAppointment = bundles.flatMap((bundle) => resourcesOf(bundle, "Appointment"));
const appointments = everyAppointment.filter((one) => textAt(one, "status") !== "waitlist");
const encounters = bundles.flatMap((bundle) => resourcesOf(bundle, "Encounter"));
const day = (text: string): string => text.slice(0, 10);

describe("the clinic's diary", () => {
  test("never books a clinician or a patient for two at a time", () => {
    for (const place of [0, 1]) {
      const byActor = Map.groupBy(appointments, (appointment) =>
        textAt(appointment, `participant.${place}.actor.reference`),
      );
      for (const own of byActor.values()) {
        // Those who come to a group come to one session.
        const sessions = new Map(
          own.map((one) => {
            const [start, end] = [Date.parse(textAt(one, "start")), Date.parse(textAt(one, "end"))] as const;
            const isGroup = textAt(one, "serviceType.0.text") === group.name;
            return [place === 1 && isGroup ? `group ${start}` : one, [start, end] as const];
          }),
        );
        const ordered = [...sessions.values()].sort(([one], [other]) => one - other);
        for (const [index, [start]] of ordered.entries())
          expect(start).toBeGreaterThanOrEqual(ordered[index - 1]?.[1] ?? 0);
      }
    }
  });

  test("is full today and reaches from the month behind to the week ahead", () => {
    expect(appointments.filter((one) => day(textAt(one, "start")) === day(saturday)).length).toBeGreaterThan(10);
    const days = appointments.map((one) => day(textAt(one, "start"))).sort();
    expect(days[0]).toBe("2026-10-18");
    expect(days[days.length - 1]).toBe("2026-11-29");
  });

  test("has everyone who came with a visit, and nobody else", () => {
    for (const bundle of bundles) {
      const visited = new Set(
        resourcesOf(bundle, "Encounter").map((encounter) => textAt(encounter, "appointment.0.reference")),
      );
      for (const { fullUrl, resource } of bundle.entry.filter(
        (entry) => entry.resource.resourceType === "Appointment",
      )) {
        const status = textAt(resource, "status");
        if (status === "waitlist") continue;
        const late = (Date.parse(saturday) - Date.parse(textAt(resource, "start"))) / 60_000;
        if (status === "fulfilled") expect(visited.has(fullUrl)).toBe(true);
        if (["booked", "cancelled", "noshow"].includes(status)) expect(visited.has(fullUrl)).toBe(false);
        if (status === "booked") expect(late).toBeLessThan(graceMinutes);
        if (status === "noshow") expect(late).toBeGreaterThanOrEqual(15);
      }
    }
  });

  test("has every status that a front desk meets", () => {
    const statuses = new Set(appointments.map((appointment) => textAt(appointment, "status")));
    // Whether somebody is inside just now is the diary's chance.
    expect(statuses.difference(new Set(["checked-in"]))).toEqual(
      new Set(["fulfilled", "arrived", "booked", "cancelled", "noshow"]),
    );
    expect(encounters.some((encounter) => textAt(encounter, "status") === "arrived")).toBe(true);
  });

  test("has nobody in a state that the time of day doesn't allow, and one patient inside with each clinician at most", () => {
    const patients = Array.from({ length: 60 }, (_, index) => ({
      index,
      providers: careProviders,
      registered: dayOf(2026, 1, 1),
    }));
    const seen = new Set<string>();
    for (let hour = 0; hour < 24; hour += 1) {
      const calendar = createCalendar(`2026-11-20T${String(hour).padStart(2, "0")}:25:00Z`, "Europe/London");
      const diary = writeDiary(patients, calendar, createRandom(`hour ${hour}`));
      const inside = diary.filter(({ status }) => status === "checked-in");
      for (const [provider, own] of Map.groupBy(inside, (one) => one.provider)) {
        expect(new Set(own.map(({ start }) => start.minute)).size, provider.username).toBe(1);
        expect(own.length === 1 || own.every(({ kind }) => kind === group)).toBe(true);
      }
      for (const { start, status, minutes } of diary) {
        seen.add(status);
        const elapsed = (calendar.today - start.day) * 1440 + calendar.now.minute - start.minute;
        if (status === "booked") expect(elapsed).toBeLessThan(graceMinutes);
        if (status === "arrived") expect(elapsed).toBeGreaterThan(-10);
        if (status === "checked-in") expect(elapsed >= 3 && elapsed < minutes).toBe(true);
        if (status === "fulfilled" || status === "noshow") expect(elapsed).toBeGreaterThanOrEqual(0);
      }
    }
    expect(seen).toContain("checked-in");
  });

  test("has groups, a second house, people away in whose time nobody is booked, and people who wait", () => {
    const groups = Map.groupBy(
      appointments.filter((one) => textAt(one, "serviceType.0.text") === group.name),
      (one) => `${textAt(one, "start")} ${textAt(one, "participant.1.actor.display")}`,
    );
    expect(groups.size).toBeGreaterThan(8);
    for (const [when, members] of groups) {
      expect(members.length, when).toBeLessThanOrEqual(group.capacity);
      expect(members.length, when).toBeGreaterThan(2);
      expect(Date.parse(textAt(members[0], "end")) - Date.parse(textAt(members[0], "start"))).toBe(90 * 60_000);
    }
    const places = Map.groupBy(appointments, (one) => textAt(one, "participant.4.actor.display"));
    expect([...places.keys()].sort()).toEqual(["Aldermere Clinic, Wherry Street", "Brackenwick Clinic, Signal Street"]);
    const speech = appointments.filter((one) => textAt(one, "serviceType.0.text") === "Speech therapy");
    expect(speech.length).toBeGreaterThan(5);
    const slots = bundles.flatMap((bundle) => resourcesOf(bundle, "Slot"));
    expect(slots).toHaveLength(4);
    const [leave] = slots;
    const away = appointments.filter(
      (one) =>
        textAt(one, "participant.1.actor.display") === "Dr Gwilym Prosser" &&
        Date.parse(textAt(one, "start")) >= Date.parse(textAt(leave, "start")) &&
        Date.parse(textAt(one, "start")) < Date.parse(textAt(leave, "end")),
    );
    expect(away).toEqual([]);
    const waiting = everyAppointment.filter((one) => textAt(one, "status") === "waitlist");
    expect(waiting.length).toBeGreaterThan(3);
    for (const one of waiting) expect(textAt(one, "start")).toBe("");
  });

  test("keeps to the organisation's own clock in another zone and in summer", () => {
    const far = demonstration(3, "2026-07-01T02:00:00Z", "Asia/Kolkata").flatMap((bundle) =>
      resourcesOf(bundle, "Appointment").filter((one) => textAt(one, "status") !== "waitlist"),
    );
    for (const appointment of far) {
      expect(textAt(appointment, "start")).toMatch(/\+05:30$/);
      const hour = Number(textAt(appointment, "start").slice(11, 13));
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(18);
    }
  });
});
