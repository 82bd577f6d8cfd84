import { expect, test } from "vitest";
import { somebodyThere } from "./presence.ts";

test("whoever opened the page a moment ago is there, and a minute later isn't", () => {
  expect(somebodyThere()).toBe(true);
  expect(somebodyThere(Date.now() + 61_000)).toBe(false);
});
