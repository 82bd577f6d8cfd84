import { expect, test } from "vitest";
import { compare } from "./compare.ts";

test("the code decides as the reference evaluator does, whatever the policy, the caller and the resource", () => {
  const { disagreement, decisions, visible, redacted } = compare(5_000, 1_000_000);
  expect(disagreement).toBeUndefined();
  expect(decisions).toBe(5_000);
  // Enough of either, or the comparison would show nothing.
  expect(visible).toBeGreaterThan(500);
  expect(redacted).toBeGreaterThan(50);
});
