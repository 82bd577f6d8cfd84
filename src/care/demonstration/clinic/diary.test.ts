import { describe, expect, test } from "vitest";
import { demonstration, resourcesOf, saturday, textAt } from "../testing/charts.ts";

const bundles = demonstration();
const appointments = bundles.flatMap((bundle) => resourcesOf(bundle, "Appointment"));
const encounters = bundles.flatMap((bundle) => resourcesOf(bundle, "Encounter"));
const day = (text: string): string => text.slice(0, 10);

describe("the clinic's diary", () => {
  test("never books a clinician or a patient for two at a time", () => {
    for (const place of [0, 1]) {
      const byActor = Map.groupBy(appointments, (appointment) =>
        textAt(appointment, `participant.${place}.actor.reference`),
      );
      for (const own of byActor.values()) {
        const ordered = own
          .map((one) => [Date.parse(textAt(one, "start")), Date.parse(textAt(one, "end"))] as const)
          .sort(([one], [other]) => one - other);
        for (const [index, [start]] of ordered.entries())
          expect(start).toBeGreaterThanOrEqual(ordered[index - 1]?.[1] ?? 0);
      }
    }
  });

  test("is full today and reaches from the week behind to the week ahead", () => {
    expect(appointments.filter((one) => day(textAt(one, "start")) === day(saturday)).length).toBeGreaterThan(10);
    const days = appointments.map((one) => day(textAt(one, "start"))).sort();
    expect(days[0]).toBe("2026-11-15");
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
        const begun = Date.parse(textAt(resource, "start")) <= Date.parse(saturday);
        if (status === "fulfilled") expect(visited.has(fullUrl)).toBe(true);
        if (["booked", "cancelled", "noshow"].includes(status)) expect(visited.has(fullUrl)).toBe(false);
        if (status === "booked") expect(begun).toBe(false);
        if (status === "noshow") expect(begun).toBe(true);
      }
    }
  });

  test("has every status that a front desk meets", () => {
    const statuses = new Set(appointments.map((appointment) => textAt(appointment, "status")));
    expect(statuses).toEqual(new Set(["fulfilled", "arrived", "booked", "cancelled", "noshow"]));
    expect(encounters.some((encounter) => textAt(encounter, "status") === "arrived")).toBe(true);
  });

  test("keeps to the organisation's own clock in another zone and in summer", () => {
    const far = demonstration(3, "2026-07-01T02:00:00Z", "Asia/Kolkata").flatMap((bundle) =>
      resourcesOf(bundle, "Appointment"),
    );
    for (const appointment of far) {
      expect(textAt(appointment, "start")).toMatch(/\+05:30$/);
      const hour = Number(textAt(appointment, "start").slice(11, 13));
      expect(hour).toBeGreaterThanOrEqual(8);
      expect(hour).toBeLessThan(18);
    }
  });
});
