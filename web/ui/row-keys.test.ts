import { expect, test } from "vitest";
import { stepOf } from "./use-row-keys.ts";

const place = { inRows: false, fromField: false, typing: false, idle: false };

test("letters move between rows, but stay text in a field", () => {
  expect(stepOf("j", { ...place, inRows: true })).toBe(1);
  expect(stepOf("k", { ...place, inRows: true })).toBe(-1);
  expect(stepOf("j", { ...place, idle: true })).toBe(1);
  expect(stepOf("j", { ...place, typing: true, inRows: true })).toBeUndefined();
  expect(stepOf("j", { ...place, typing: true, fromField: true })).toBeUndefined();
});

test("arrows scroll the page unless the focus is in the rows or in their field", () => {
  expect(stepOf("ArrowDown", { ...place, idle: true })).toBeUndefined();
  expect(stepOf("ArrowDown", { ...place, inRows: true })).toBe(1);
  expect(stepOf("ArrowDown", { ...place, typing: true, fromField: true })).toBe(1);
  expect(stepOf("ArrowUp", { ...place, typing: true, fromField: true })).toBeUndefined();
});
