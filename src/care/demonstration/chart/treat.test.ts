import { describe, expect, test } from "vitest";
import { type MedicineKey, take } from "../catalogue/medicines.ts";
import { lineOf } from "../lines/all-lines.ts";
import { createRandom } from "../random.ts";
import { chooseTreatments, coursesOf, fitToWeight, speaksAgainst } from "./treat.ts";
import { providerNamed } from "../staff.ts";

const none: ReadonlySet<MedicineKey> = new Set();

describe("choosing treatments", () => {
  test("never gives a beta-blocker to somebody with asthma", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const chosen = chooseTreatments(
        [
          { line: lineOf("asthma"), diagnosed: 0 },
          { line: lineOf("anxiety"), diagnosed: 0 },
          { line: lineOf("migraine"), diagnosed: 0 },
        ],
        none,
        createRandom(`${seed}`),
      );
      const medicines = chosen.flatMap(({ steps }) => steps.map(({ give }) => give.medicine));
      expect(medicines).not.toContain("propranolol");
      expect(medicines).not.toContain("bisoprolol");
    }
  });

  test("never gives the same medicine for two conditions", () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const chosen = chooseTreatments(
        ["hypertension", "heartFailure", "kidneyDisease"].map((key) => ({
          line: lineOf(key as "hypertension"),
          diagnosed: 0,
        })),
        none,
        createRandom(`${seed}`),
      );
      const perCondition = chosen.map(({ steps }) => new Set(steps.map(({ give }) => give.medicine)));
      const medicines = perCondition.flatMap((set) => [...set]);
      expect(new Set(medicines).size).toBe(medicines.length);
    }
  });

  test("leaves out what an allergy excludes", () => {
    const [chosen] = chooseTreatments(
      [{ line: lineOf("coronaryDisease"), diagnosed: 0 }],
      new Set<MedicineKey>(["aspirin"]),
      createRandom("x"),
    );
    expect(chosen?.steps.map(({ give }) => give.medicine)).toEqual(["atorvastatin", "bisoprolol"]);
  });

  test("keeps anti-inflammatories from people on blood thinners", () => {
    expect(speaksAgainst("naproxen", [], ["apixaban"])).toBe(true);
    expect(speaksAgainst("naproxen", [], ["levothyroxine"])).toBe(false);
  });
});

describe("courses", () => {
  test("end where a later step takes their place", () => {
    const chosen = chooseTreatments([{ line: { ...lineOf("gout") }, diagnosed: 1000 }], none, createRandom("y"));
    const courses = chosen.flatMap((affliction) => coursesOf(affliction, 2000, providerNamed("leila.haddad"), 80));
    expect(courses.map(({ prescription, from, until }) => [prescription.strength, from, until])).toEqual([
      ["100 mg", 1030, 1075],
      ["300 mg", 1075, undefined],
    ]);
  });

  test("of paracetamol are halved below 50 kg", () => {
    const paracetamol = take("paracetamol", "500 mg", [1000, "mg"], "four");
    expect(fitToWeight(paracetamol, 48).dose).toEqual([500, "mg"]);
    expect(fitToWeight(paracetamol, 50).dose).toEqual([1000, "mg"]);
  });
});
