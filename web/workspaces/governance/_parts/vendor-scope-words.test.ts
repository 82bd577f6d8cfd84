import { expect, test } from "vitest";
import { vendorScopeWords } from "./vendor-scope-words.ts";

test("a scope is told by what it opens", () => {
  expect(vendorScopeWords("user/MedicationRequest.rs")).toBe("Medication request");
  expect(vendorScopeWords("user/*.r")).toBe("Every kind of record");
  expect(vendorScopeWords("user/Observation.rs?category=http://example.org/c|laboratory")).toBe(
    "Observation where category is laboratory",
  );
  expect(vendorScopeWords("launch/patient")).toBe("launch/patient");
});
