import { expect, test } from "vitest";
import { placeOf } from "./task-place.ts";

test("an emergency is reviewed where it stands, and by whoever can't review it somebody is found", () => {
  const task = { kind: "break-glass-review" } as const;
  expect(placeOf(task, ["break-glass.review", "people.manage"])).toBe("emergency");
  expect(placeOf(task, ["people.manage"])).toBe("people");
});

test("a program that waits is decided among the programs", () => {
  expect(placeOf({ kind: "program-approval" }, ["clients.manage"])).toBe("programs");
});

test("what is done by saying so leads nowhere", () => {
  expect(placeOf({ kind: "locked-accounts" }, ["policies.manage"])).toBeUndefined();
});
