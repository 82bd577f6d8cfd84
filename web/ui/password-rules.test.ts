import { expect, test } from "vitest";
import { passwordHints } from "./password-rules.ts";

const owner = { username: "a.osei", given: "Amara", family: "Osei" };
const unmet = (password: string) =>
  passwordHints(password, owner)
    .filter((hint) => !hint.met)
    .map((hint) => hint.rule);

test("a long mixed phrase meets every rule", () => {
  expect(unmet("Kettle, boat and 7 geese")).toEqual([]);
});

test("each rule is told apart", () => {
  expect(unmet("kettle, boat and 7 geese")).toEqual(["an upper-case letter"]);
  expect(unmet("KETTLE, BOAT AND 7 GEESE")).toEqual(["a lower-case letter"]);
  expect(unmet("Kettle, boat and geese")).toEqual(["a digit"]);
  expect(unmet("Kettleboatand7geese")).toEqual(["a sign, such as a space or a comma"]);
  expect(unmet("Kettle, 7")).toEqual(["12 characters or more"]);
  expect(unmet("Kettle, amara and 7 geese")).toEqual(["not your own name"]);
});

test("an empty field meets nothing, so that no rule is ticked before typing", () => {
  expect(passwordHints("", owner).every((hint) => !hint.met)).toBe(true);
});
