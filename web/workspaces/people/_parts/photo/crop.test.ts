import fc from "fast-check";
import { expect, test } from "vitest";
import { cutOf, wholeCut } from "./crop.ts";

test("whatever is cut lies inside the picture and has the shape of the photo", () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8_000 }),
      fc.integer({ min: 1, max: 8_000 }),
      fc.double({ min: 1, max: 4, noNaN: true }),
      part,
      part,
      (width, height, nearness, across, down) => {
        const cut = cutOf({ width, height }, { nearness, across, down });
        expect(cut.width / cut.height).toBeCloseTo(0.8, 5);
        for (const edge of [cut.x, cut.y]) expect(edge).toBeGreaterThanOrEqual(-1e-6);
        expect(cut.x + cut.width).toBeLessThanOrEqual(width + 1e-6);
        expect(cut.y + cut.height).toBeLessThanOrEqual(height + 1e-6);
      },
    ),
  );
});

test("at first the middle of the picture is kept, as large as it goes", () => {
  expect(cutOf({ width: 1_000, height: 500 }, wholeCut)).toEqual({ x: 300, y: 0, width: 400, height: 500 });
  expect(cutOf({ width: 400, height: 1_000 }, wholeCut)).toEqual({ x: 0, y: 250, width: 400, height: 500 });
});
