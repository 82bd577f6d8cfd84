import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Facts } from "./facts.ts";
import { parseScopes } from "./scope.ts";

const approved = parseScopes("user/Observation.rs?category=laboratory");
const vendor: Facts = {
  kind: "person",
  name: "Vic Moran",
  role: "vendor",
  purpose: "HSYSADMIN",
  purposes: ["HSYSADMIN"],
  scopes: [...parseScopes("user/ValueSet.rs user/Condition.rs user/Observation.rs"), ...approved],
  approved,
};
const asked = (type: "Observation" | "Condition" | "ValueSet" | "Patient", facts: Facts = vendor) =>
  decide({ interaction: "search", type, at: 0 }, facts);

test("what was approved is reached for a purpose that needs no such record otherwise, within its criteria", () => {
  const decision = asked("Observation");
  expect(decision).toMatchObject({
    kind: "permit",
    rows: { granted: [[{ criteria: [{ parameter: "category", value: "laboratory" }] }]] },
  });
});

test("the role's own scopes are held to the purpose as ever", () => {
  expect(asked("Condition")).toEqual({ kind: "deny", reason: "access/type-not-for-purpose" });
  expect(asked("ValueSet")).toMatchObject({ kind: "permit" });
  expect(asked("Patient")).toEqual({ kind: "deny", reason: "access/type-not-granted" });
  expect(asked("Observation", { ...vendor, approved: undefined })).toEqual({
    kind: "deny",
    reason: "access/type-not-for-purpose",
  });
});

test("what was approved is not reached for a purpose that the role may not act for", () => {
  expect(asked("Observation", { ...vendor, purpose: "HRESCH" })).toEqual({
    kind: "deny",
    reason: "access/purpose-not-granted",
  });
});
