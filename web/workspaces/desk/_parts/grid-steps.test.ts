import { expect, test } from "vitest";
import { stepFrom } from "./grid-steps.ts";

const grid = {
  columns: [
    {
      blocks: [
        { key: "a", from: 540, until: 555 },
        { key: "b", from: 555, until: 600 },
      ],
    },
    { blocks: [] },
  ],
  hours: { from: 480, until: 720 },
  step: 30,
};
const cell = (column: number, from: number) => ({ column, from, until: from + 30 });

test("an arrow leads to the appointment that covers the place, else to the empty cell", () => {
  expect(stepFrom(grid, cell(0, 510), "ArrowDown")).toEqual({ column: 0, row: 2, block: "a" });
  expect(stepFrom(grid, { column: 0, from: 540, until: 555 }, "ArrowDown")).toEqual({ column: 0, row: 2, block: "b" });
  expect(stepFrom(grid, { column: 0, from: 555, until: 600 }, "ArrowDown")).toEqual({
    column: 0,
    row: 4,
    block: undefined,
  });
  expect(stepFrom(grid, { column: 0, from: 555, until: 600 }, "ArrowUp")?.block).toBe("a");
  expect(stepFrom(grid, { column: 0, from: 540, until: 555 }, "ArrowRight")).toEqual({
    column: 1,
    row: 2,
    block: undefined,
  });
});

test("the edges hold", () => {
  expect(stepFrom(grid, cell(0, 480), "ArrowUp")).toEqual({ column: 0, row: 0, block: undefined });
  expect(stepFrom(grid, cell(1, 690), "ArrowDown")).toEqual({ column: 1, row: 7, block: undefined });
  expect(stepFrom(grid, cell(1, 480), "ArrowRight")?.column).toBe(1);
  expect(stepFrom(grid, cell(1, 600), "PageUp")?.row).toBe(0);
  expect(stepFrom(grid, cell(0, 480), "End")?.column).toBe(1);
});

test("other keys lead nowhere", () => {
  expect(stepFrom(grid, cell(0, 480), "Enter")).toBeUndefined();
});
