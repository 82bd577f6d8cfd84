import { describe, expect, test } from "vitest";
import { changeSince, differenceFor } from "./change.ts";
import type { Instrument } from "./instrument.ts";
import { instrumentOf, instruments } from "./instruments.ts";
import { parseItems, scoreOf } from "./score.ts";

function named(id: string): Instrument {
  const found = instrumentOf(id);
  if (found === undefined) throw new Error(id);
  return found;
}
const items = (id: string, scores: readonly (number | undefined)[]) => scoreOf(named(id), { kind: "items", scores });
const scored = (score: number) => ({ kind: "scored", score });
const fill = (count: number, score: number) => Array.from({ length: count }, () => score);

describe("scores", () => {
  test("the Oswestry index is the published one: 16 of 50 is 32 %, and 16 of 45 with a section left out 35.5 %", () => {
    expect(items("odi", [1, 2, 1, 2, 1, 2, 1, 2, 2, 2])).toEqual(scored(32));
    // The example cuts 35.555… off where this rounds.
    expect(items("odi", [1, 2, 1, 2, 1, 2, 1, 2, undefined, 4])).toEqual(scored(35.6));
    expect(items("odi", fill(10, 5))).toEqual(scored(100));
  });
  test("the DASH is its mean less one times 25: 2 for all thirty is 25, a raw score of 60", () => {
    expect(items("dash", fill(30, 2))).toEqual(scored(25));
    expect(items("dash", [...fill(15, 1), ...fill(15, 3)])).toEqual(scored((60 - 30) / 1.2));
    expect(items("dash", [...fill(27, 5), undefined, undefined, undefined])).toEqual(scored(100));
    expect(items("quick-dash", [...fill(10, 3), undefined])).toEqual(scored(50));
  });
  test("too few answers give no score", () => {
    expect(items("dash", [...fill(26, 5), ...Array.from({ length: 4 }, () => undefined)]).kind).toBe("unscored");
    expect(items("quick-dash", [...fill(9, 3), undefined, undefined]).kind).toBe("unscored");
    expect(
      items(
        "odi",
        Array.from({ length: 10 }, () => undefined),
      ).kind,
    ).toBe("unscored");
    expect(items("odi", fill(9, 1)).kind).toBe("unscored");
  });
  test("no item is scored beyond its form, and no value beyond its scale", () => {
    expect(items("odi", [...fill(9, 1), 6]).kind).toBe("unscored");
    expect(items("dash", [...fill(29, 1), 0]).kind).toBe("unscored");
    expect(scoreOf(named("pain-nrs"), { kind: "value", value: 11 }).kind).toBe("unscored");
    expect(scoreOf(named("berg"), { kind: "value", value: 57 }).kind).toBe("unscored");
    expect(scoreOf(named("pain-nrs"), { kind: "value", value: Number.NaN }).kind).toBe("unscored");
  });
  test("the functional scale is the mean of what the patient named; the walk is a speed", () => {
    expect(scoreOf(named("psfs"), { kind: "activities", scores: [3, 4, 6] })).toEqual(scored(4.3));
    expect(scoreOf(named("psfs"), { kind: "activities", scores: [] }).kind).toBe("unscored");
    expect(scoreOf(named("walk-10m"), { kind: "time", seconds: 8 })).toEqual(scored(1.25));
    expect(scoreOf(named("walk-10m"), { kind: "time", seconds: 0 }).kind).toBe("unscored");
  });
  test("items are read as they are typed", () => {
    expect(parseItems("23x1")).toEqual([2, 3, undefined, 1]);
    expect(parseItems(" 2, 3 - 10")).toEqual([2, 3, undefined, 10]);
    expect(parseItems("2a")).toBeUndefined();
    expect(parseItems("")).toEqual([]);
  });
});

describe("changes", () => {
  test("a change matters where it reaches the difference of the source, in the instrument's own direction", () => {
    expect(changeSince(named("pain-nrs"), 7, 5)).toMatchObject({ by: -2, direction: "better", reaches: true });
    expect(changeSince(named("pain-nrs"), 7, 6)).toMatchObject({ direction: "better", reaches: false });
    expect(changeSince(named("walk-6min"), 300, 260)).toMatchObject({ by: -40, direction: "worse", reaches: true });
    expect(changeSince(named("tug"), 14.2, 14.2)).toMatchObject({ by: 0, direction: "unchanged", reaches: false });
    expect(changeSince(named("psfs"), 4.3, 5.6)).toMatchObject({ by: 1.3, reaches: true });
  });
  test("the Berg scale's detectable change depends on the first score, as it was found", () => {
    expect([50, 40, 30, 10].map((first) => differenceFor(named("berg"), first)?.value)).toEqual([4, 5, 7, 5]);
  });
});

test("each instrument is whole: one id, bounds in order, and a source with an address for all it says", () => {
  expect(new Set(instruments.map(({ id }) => id)).size).toBe(instruments.length);
  for (const { bounds, differences, entry } of instruments) {
    expect(bounds[0]).toBeLessThan(bounds[1]);
    for (const { value, source, population } of differences) {
      expect(value).toBeGreaterThan(0);
      expect(source.address).toMatch(/^https:\/\//);
      expect(population).not.toBe("");
    }
    if (entry.kind === "items") expect(entry.answered).toBeLessThanOrEqual(entry.count);
  }
});
