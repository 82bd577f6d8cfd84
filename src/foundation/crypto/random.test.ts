import { expect, test } from "vitest";
import { isUuid } from "../kernel/index.ts";
import { equalBytes, equalTexts } from "./constant-time.ts";
import { randomBytes32, randomToken, randomUuid } from "./random.ts";

test("random values have their form and don't repeat", () => {
  expect(randomBytes32()).toHaveLength(32);
  expect(randomBytes32()).not.toEqual(randomBytes32());
  expect(randomToken()).toMatch(/^[\w-]{43}$/);
  expect(randomToken(16)).toMatch(/^[\w-]{22}$/);
  expect(randomToken()).not.toBe(randomToken());
  expect(isUuid(randomUuid())).toBe(true);
  expect(randomUuid()).not.toBe(randomUuid());
});

test("bytes and texts are equal when all of them are, and lengths may differ", () => {
  expect(equalBytes(Buffer.of(1, 2), Buffer.of(1, 2))).toBe(true);
  expect(equalBytes(Buffer.of(1, 2), Buffer.of(1, 3))).toBe(false);
  expect(equalBytes(Buffer.of(1, 2), Buffer.of(1, 2, 3))).toBe(false);
  expect(equalTexts("token", "token")).toBe(true);
  expect(equalTexts("token", "tokem")).toBe(false);
  expect(equalTexts("token", "token ")).toBe(false);
});
