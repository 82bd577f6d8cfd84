import { expect, test } from "vitest";
import { covers, parseScope, parseScopes } from "./scope.ts";
import { ScopeError } from "./scope-error.ts";

function codeOf(text: string): string {
  try {
    parseScope(text);
  } catch (error) {
    if (error instanceof ScopeError) return error.code;
    throw error;
  }
  return "accepted";
}

test("a SMART v2 scope is taken apart", () => {
  expect(parseScope("user/Observation.rs")).toEqual({
    level: "user",
    type: "Observation",
    permissions: "rs",
    criteria: [],
    text: "user/Observation.rs",
  });
  expect(parseScope("system/*.cruds")).toMatchObject({ level: "system", type: "*", permissions: "cruds" });
});

test("granular criteria arrive decoded and in order", () => {
  const text =
    "system/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category%7Claboratory&status=final";
  expect(parseScope(text).criteria).toEqual([
    { parameter: "category", value: "http://terminology.hl7.org/CodeSystem/observation-category|laboratory" },
    { parameter: "status", value: "final" },
  ]);
});

test.each([
  ["user/Observation.read", "scope/version-1"],
  ["user/Observation.write", "scope/version-1"],
  ["user/Observation.*", "scope/version-1"],
  ["user/*.*", "scope/version-1"],
  ["user/Observation.sr", "scope/wrong-permission-order"],
  ["user/Observation.rr", "scope/wrong-permission-order"],
  ["user/Observation.x", "scope/wrong-permission-order"],
  ["user/Observation.CRUDS", "scope/wrong-permission-order"],
  ["user/Observation.", "scope/malformed"],
  ["user/Observation", "scope/malformed"],
  ["launch/patient", "scope/malformed"],
  ["admin/Observation.r", "scope/malformed"],
  ["user/Observation.r user/Patient.r", "scope/malformed"],
  ['user/Observation.r?code="x"', "scope/malformed"],
  ["user/Resource.r", "scope/unknown-type"],
  ["user/observation.r", "scope/unknown-type"],
  ["user/Observation.r?", "scope/malformed-criteria"],
  ["user/Observation.r?category", "scope/malformed-criteria"],
  ["user/Observation.r?category=", "scope/malformed-criteria"],
  ["user/Observation.r?_count=1", "scope/malformed-criteria"],
  ["user/Observation.r?_include=Observation:subject", "scope/malformed-criteria"],
  ["user/Observation.r?category:not=x", "scope/malformed-criteria"],
  ["user/Observation.r?subject.name=x", "scope/malformed-criteria"],
  ["user/Observation.r?category=a&", "scope/malformed-criteria"],
  ["user/Observation.r?category=%E0%A4%A", "scope/malformed-criteria"],
  [`user/Observation.r?code=${"x".repeat(1000)}`, "scope/too-long"],
])("%s is refused as %s", (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test("a list of scopes drops doubles and refuses emptiness", () => {
  expect(parseScopes("system/Patient.rs  system/Patient.rs system/Flag.r").map((scope) => scope.text)).toEqual([
    "system/Patient.rs",
    "system/Flag.r",
  ]);
  expect(() => parseScopes("  ")).toThrow(ScopeError);
});

test("a token may ask for a part of its client's scopes and for no more", () => {
  const client = parseScopes("system/Observation.rs?category=laboratory system/Patient.cruds");
  const covered = (text: string) => covers(client, parseScope(text));
  expect(covered("system/Patient.r")).toBe(true);
  expect(covered("system/Observation.s?status=final&category=laboratory")).toBe(true);
  expect(covered("system/Observation.rs")).toBe(false);
  expect(covered("system/Observation.rs?category=vital-signs")).toBe(false);
  expect(covered("system/Observation.crs?category=laboratory")).toBe(false);
  expect(covered("user/Patient.r")).toBe(false);
  expect(covered("system/*.r")).toBe(false);
  expect(covers(parseScopes("system/*.cruds"), parseScope("system/Flag.rs?category=x"))).toBe(true);
  expect(covers(parseScopes("system/*.cruds"), parseScope("system/AuditEvent.rs"))).toBe(false);
  expect(covers(parseScopes("system/AuditEvent.rs"), parseScope("system/AuditEvent.r"))).toBe(true);
});
