import { describe, expect, test } from "vitest";
import { createRandom } from "../random.ts";
import { filtrationRate } from "./laboratory-tests.ts";
import { baselineOf, createTrajectory, type Shift } from "./trajectory.ts";

const person = { sex: "female", age: 60, weight: 70 } as const;

function underlying(shifts: readonly Shift[], channel: Shift["channel"], day: number): number {
  const baseline = baselineOf(person, createRandom("baseline"));
  return createTrajectory(baseline, shifts, createRandom("trajectory")).at(channel, day);
}

describe("a trajectory", () => {
  test("takes a shift on gradually, holds it, and lets it go after its end", () => {
    const shift: Shift = { channel: "systolic", from: 1000, overDays: 60, amount: -14, until: 1400 };
    const change = (day: number): number => underlying([shift], "systolic", day) - underlying([], "systolic", day);
    expect(change(1000)).toBeCloseTo(0);
    expect(change(1030)).toBeCloseTo(-7);
    expect(change(1200)).toBeCloseTo(-14);
    expect(change(1460)).toBeCloseTo(0);
  });

  test("measures with an instrument's steps and never beyond what a body can have", () => {
    const trajectory = createTrajectory(
      baselineOf(person, createRandom("b")),
      [{ channel: "oxygen", from: 0, overDays: 1, amount: -60 }],
      createRandom("t"),
    );
    expect(trajectory.measure("oxygen", 50)).toBe(86);
    expect(String(trajectory.measure("temperature", 50))).toMatch(/^3\d(\.\d)?$/);
    expect(Number.isInteger(trajectory.measure("heartRate", 51))).toBe(true);
  });
});

describe("the filtration rate", () => {
  // Worked from the published equation: 142 × min(Scr/κ,1)^α × max(Scr/κ,1)^-1.2 × 0.9938^age (× 1.012 if female).
  test.each([
    [1.0, 50, "male", 92],
    [1.0, 50, "female", 69],
    [0.6, 30, "female", 124],
    [2.0, 70, "male", 35],
  ] as const)("at creatinine %f mg/dL, age %i, %s is %i", (creatinine, age, sex, expected) => {
    expect(filtrationRate(creatinine, age, sex)).toBe(expected);
  });
});
