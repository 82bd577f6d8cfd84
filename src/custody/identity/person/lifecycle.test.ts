import { expect, test } from "vitest";
import { IdentityError } from "./identity-error.ts";
import { type LifecycleEvent, type Standing, lifecycle, stepLifecycle } from "./lifecycle.ts";

const standings = ["awaiting-first-sign-in", "active", "ended"] as const satisfies readonly Standing[];
const events = ["signed-in", "credentials-reset", "ended", "restored"] as const satisfies readonly LifecycleEvent[];
const illegal = standings.flatMap((standing) =>
  events.filter((event) => lifecycle[standing][event] === undefined).map((event) => [standing, event] as const),
);

test("the illegal pairs are those that were thought of", () => {
  expect(illegal.map((pair) => pair.join(" "))).toEqual([
    "awaiting-first-sign-in restored",
    "active restored",
    "ended signed-in",
    "ended credentials-reset",
    "ended ended",
  ]);
});

test.each(illegal)("a person who is %s can't be %s", (standing, event) => {
  expect(() => stepLifecycle(standing, event)).toThrow(IdentityError);
});

test("whoever comes back starts anew", () => {
  expect(stepLifecycle("ended", "restored")).toBe("awaiting-first-sign-in");
});
