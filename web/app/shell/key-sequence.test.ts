import { expect, test } from "vitest";
import { type KeyPress, keyReader } from "./key-sequence.ts";

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  typing: false,
  ...over,
});
const reader = () => keyReader({ singleKeys: () => true });

test("g and a letter go somewhere", () => {
  const read = reader();
  expect(read(press("g"), 0)).toEqual({ kind: "wait" });
  expect(read(press("p"), 400)).toEqual({ kind: "go", key: "p" });
  expect(read(press("p"), 500)).toBeUndefined();
});

test("g is forgotten after a second and a half", () => {
  const read = reader();
  read(press("g"), 0);
  expect(read(press("p"), 1500)).toBeUndefined();
});

test("keys typed into a field stay text, but the palette opens from everywhere", () => {
  const read = reader();
  expect(read(press("/", { typing: true }), 0)).toBeUndefined();
  expect(read(press("g", { typing: true }), 0)).toBeUndefined();
  expect(read(press("k", { typing: true, ctrl: true }), 0)).toEqual({ kind: "palette" });
  expect(read(press("K", { meta: true }), 0)).toEqual({ kind: "palette" });
});

test("single keys can be turned off; the palette's key can't", () => {
  const read = keyReader({ singleKeys: () => false });
  expect(read(press("?"), 0)).toBeUndefined();
  expect(read(press("g"), 0)).toBeUndefined();
  expect(read(press("k", { ctrl: true }), 0)).toEqual({ kind: "palette" });
});
