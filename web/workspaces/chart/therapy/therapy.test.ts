import { describe, expect, test } from "vitest";
import { bodyRegions, type Instrument, instrumentOf, movements } from "../../../../contract/therapy/index.ts";
import { bodyCharts, bodyObservations, comparison, type Mark, withMark } from "./body/body-list.ts";
import { bodyShapes } from "./body/body-shapes.ts";
import { measureCourses } from "./measures/measure-list.ts";
import { measureObservation } from "./measures/measure-observation.ts";
import { courseSentence } from "./measures/measure-words.ts";
import { readEntry } from "./measures/read-entry.ts";
import { gainText, movementCourses, partsText } from "./movement/movement-list.ts";
import { cellKey, movementObservations, wrongCells } from "./movement/movement-observation.ts";
import { exercisesIn, sheetBlocks, withExercises } from "./plan/exercise-sheet.ts";
import { goalLines, newGoal, progressText, withState } from "./plan/goal.ts";
import type { TherapyObservation } from "./use-therapy.ts";
import { whenOf } from "./when.ts";

const frame = (effectiveDateTime: string): TherapyObservation => ({
  resourceType: "Observation",
  status: "final",
  effectiveDateTime,
});

function named(id: string): Instrument {
  const found = instrumentOf(id);
  if (found === undefined) throw new Error(id);
  return found;
}

function measured(
  id: string,
  value: string,
  when: string,
  activities: Parameters<typeof readEntry>[1]["activities"] = [],
) {
  const instrument = named(id);
  const read = readEntry(instrument, { value, activities });
  if (read.kind !== "read") throw new Error(read.kind);
  const made = measureObservation({ frame: frame(when), instrument, note: "", ...read });
  if (made === undefined) throw new Error("no score");
  return made;
}

describe("measures", () => {
  const sentence = (...observations: readonly TherapyObservation[]) =>
    measureCourses(observations).map((course) => courseSentence(course, "UTC"));

  test("a course is told in words: last score, change since the first, and whether it matters", () => {
    expect(sentence(measured("pain-nrs", "5", "2026-03-07"), measured("pain-nrs", "8", "2026-02-01"))).toEqual([
      "5 points on 07-Mar-2026. Better by 3 points since 01-Feb-2026: a change that matters (2 points or more).",
    ]);
    expect(sentence(measured("walk-6min", "300", "2026-02-01"), measured("walk-6min", "290", "2026-03-07"))).toEqual([
      "290 m on 07-Mar-2026. Worse by 10 m since 01-Feb-2026: less than the 35 m that matter.",
    ]);
    expect(sentence(measured("tug", "9,5", "2026-02-01"))).toEqual([
      "9.5 s on 01-Feb-2026. Measured once: the next one is held against it.",
    ]);
  });
  test("what was a mistake, or is another system's, is in no course", () => {
    const wrong = { ...measured("pain-nrs", "5", "2026-03-07"), status: "entered-in-error" };
    expect(measureCourses([wrong, { ...frame("2026-03-07"), valueQuantity: { value: 3 } }])).toEqual([]);
  });
  test("items and activities stand in the observation, and those without an answer don't", () => {
    expect(measured("odi", "121212122x", "2026-03-07").component).toHaveLength(9);
    const functional = measured("psfs", "", "2026-03-07", [
      { name: "Stairs ", score: "4" },
      { name: "", score: "" },
      { name: "Lifting", score: "7" },
    ]);
    expect(functional.valueQuantity?.value).toBe(5.5);
    expect(functional.component?.map(({ code }) => code?.text)).toEqual(["Stairs", "Lifting"]);
  });
  test("half a line is no entry", () => {
    expect(readEntry(named("psfs"), { value: "", activities: [{ name: "", score: "4" }] }).kind).toBe("wrong");
    expect(readEntry(named("tug"), { value: "9 s", activities: [] }).kind).toBe("wrong");
    expect(readEntry(named("tug"), { value: " ", activities: [] }).kind).toBe("nothing");
  });
});

describe("movements", () => {
  const knee = movements.filter(({ joint }) => joint === "Knee");
  const [flexion] = knee;
  const cells = (active: string, strength: string) =>
    flexion === undefined
      ? {}
      : { [cellKey(flexion, "left", "active")]: active, [cellKey(flexion, "right", "strength")]: strength };

  test("each side of a movement is an observation of its own, and now stands beside the time before", () => {
    const first = movementObservations(frame("2026-02-01"), knee, cells("95", "3"));
    const second = movementObservations(frame("2026-03-07"), knee, cells("110", ""));
    expect(first.map(({ bodySite }) => bodySite?.text)).toEqual(["Left knee", "Right knee"]);
    const [course] = movementCourses([...first, ...second]);
    const { left, right } = course?.sides ?? {};
    expect(left === undefined ? [] : [partsText(left.now.parts), gainText(left.now, left.before)]).toEqual([
      "110° active",
      "+15°",
    ]);
    expect(right === undefined ? [] : [partsText(right.now.parts), gainText(right.now, right.before)]).toEqual([
      "strength 3 of 5",
      undefined,
    ]);
  });
  test("a field that is no degree and no grade is pointed at", () => {
    expect(wrongCells(knee, cells("110", "4"))).toEqual([]);
    expect(wrongCells(knee, cells("1l0", "6"))).toHaveLength(2);
  });
});

describe("the body chart", () => {
  const [face, , , leftShoulder] = bodyRegions;
  const mark = (region: Mark["region"] | undefined, intensity: number, sensation: Mark["sensation"] = "pain"): Mark => {
    if (region === undefined) throw new Error("no region");
    return { region, sensation, intensity };
  };

  test("every region has a shape and a name of its own", () => {
    for (const { shape } of bodyRegions) expect(bodyShapes[shape]).toMatch(/^M.*Z$/);
    expect(new Set(bodyRegions.map(({ name }) => name)).size).toBe(bodyRegions.length);
    expect(leftShoulder?.name).toBe("Left shoulder, front");
  });
  test("touching marks, touching stronger changes, touching again takes away", () => {
    const once = withMark([], mark(face, 5));
    expect(withMark(once, mark(face, 8))).toEqual([mark(face, 8)]);
    expect(withMark(once, mark(face, 5))).toEqual([]);
    expect(withMark(once, mark(face, 5, "numbness"))).toHaveLength(2);
  });
  test("what was marked at one time is one chart, and is compared with the one before in words", () => {
    const before = bodyObservations(frame("2026-02-01T10:00:00Z"), [mark(face, 4), mark(leftShoulder, 7)]);
    const now = bodyObservations(frame("2026-03-07T10:00:00Z"), [
      mark(leftShoulder, 3),
      mark(leftShoulder, 2, "numbness"),
    ]);
    const [newest, older] = bodyCharts([...before, ...now]);
    expect(comparison(newest?.marks ?? [], older?.marks ?? [])).toEqual([
      "New: Left shoulder, front (numbness).",
      "Gone: Face (pain).",
      "Less: Left shoulder, front (pain) 7 to 3.",
    ]);
    expect(comparison(newest?.marks ?? [], newest?.marks ?? [])).toEqual(["The same places, as strong as before."]);
  });
});

describe("the plan", () => {
  const set = (value: number | undefined, due?: string) =>
    newGoal({
      patientId: "p",
      words: "Walk to the shop",
      instrument: value === undefined ? undefined : named("walk-6min"),
      value,
      due,
      today: "2026-02-01",
    });
  const course = measureCourses([
    measured("walk-6min", "200", "2026-02-01"),
    measured("walk-6min", "290", "2026-03-07"),
  ]);
  const told = (goal: ReturnType<typeof set>, courses = course) =>
    goalLines([goal]).map((line) => progressText(line, courses, "2026-03-08", "UTC"));

  test("progress is told from the first score to the target", () => {
    expect(told(set(400, "2026-04-01"))).toEqual([
      "Target 400 m; now 290 m, at first 200 m: 45% of the way. Due 01-Apr-2026.",
    ]);
    expect(told(set(280, "2026-03-01"))).toEqual([
      "Target 280 m; now 290 m, at first 200 m: there. Was due 01-Mar-2026.",
    ]);
    expect(told(set(400), [])).toEqual(["Target 400 m; not measured yet."]);
    expect(told(set(undefined))).toEqual(["Not measured."]);
    expect(told(set(200))).toEqual(["Target 200 m; now 290 m, at first 200 m: there."]);
  });
  test("goals that are over come last, and can be taken up again", () => {
    const over = { ...withState(set(400), "reached", "2026-03-08"), id: "over" };
    expect(over.lifecycleStatus).toBe("completed");
    expect(goalLines([over, set(280)]).map(({ state }) => state)).toEqual(["active", "reached"]);
    expect(withState(over, "active", "2026-03-09").achievementStatus).toBeUndefined();
    expect(goalLines([{ ...over, lifecycleStatus: "entered-in-error" }])).toEqual([]);
  });
  test("exercises go into the plan and onto the sheet, and come out as they were", () => {
    const exercises = [
      { name: "Bridge", how: "Lie on your back.\nLift the hips.", often: "3 × 10, twice daily" },
      { name: "Walk", how: "", often: "" },
    ];
    const plan = withExercises(undefined, exercises, { patientId: "p", today: "2026-03-08" });
    expect(exercisesIn(plan)).toEqual(exercises);
    expect(withExercises(plan, [], { patientId: "p", today: "2026-03-08" })).not.toHaveProperty("activity");
    const blocks = sheetBlocks({
      patient: "FERRIER, Maud",
      bornAndNumber: "Born 01-Jan-1960 · No. 7",
      house: "Harbour",
      therapist: "Maren Oakes",
      day: "08-Mar-2026",
      goals: ["Walk to the shop"],
      exercises,
    });
    const text = JSON.stringify(blocks);
    for (const word of ["FERRIER", "1. Bridge", "3 × 10", "Lift the hips.", "2. Walk", "Walk to the shop"])
      expect(text).toContain(word);
  });
});

test("a day is one that has been", () => {
  const now = new Date(2026, 2, 7, 14, 5);
  expect(whenOf("", now)).toBe(now.toISOString());
  expect(whenOf("07-Mar-2026", now)).toBe(now.toISOString());
  expect(whenOf("06/03/2026", now)).toBe("2026-03-06");
  expect([whenOf("08-Mar-2026", now), whenOf("soon", now)]).toEqual([undefined, undefined]);
});
