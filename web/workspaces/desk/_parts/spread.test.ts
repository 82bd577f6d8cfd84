import { expect, test } from "vitest";
import { spread } from "./spread.ts";

const every = (step: number, from: number, until: number) =>
  Array.from({ length: Math.floor((until - from) / step) + 1 }, (_, index) => from + index * step);
const itself = (minute: number) => minute;

test("a few times are all shown", () => {
  expect(spread([485, 500], 8, itself)).toEqual([485, 500]);
});

test("many are thinned to the round ones, and the first stays", () => {
  expect(spread(every(5, 485, 1_020), 10, itself)).toEqual([485, 540, 600, 660, 720, 780, 840, 900, 960, 1_020]);
});

test("there are never more than were asked for", () => {
  expect(spread(every(60, 0, 1_380), 8, itself)).toEqual(every(180, 0, 1_260));
});
