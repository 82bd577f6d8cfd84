import { describe, expect, test } from "vitest";
import { numberFromText } from "../raw-number.ts";
import type { JsonValue } from "../types.ts";
import { isPrimitiveType, type PrimitiveType, primitiveFault } from "./primitives.ts";

const uuid = "urn:uuid:c757873d-ec9a-4326-a141-556f43239520";

const cases: Record<PrimitiveType, { readonly good: readonly JsonValue[]; readonly bad: readonly JsonValue[] }> = {
  boolean: { good: [true, false], bad: ["true", 1, null] },
  integer: {
    good: [0, -2147483648, 2147483647],
    bad: [1.5, 2147483648, "1", numberFromText("1.0"), numberFromText("1e2")],
  },
  positiveInt: { good: [1, 2147483647], bad: [0, -1, 2147483648] },
  unsignedInt: { good: [0, 2147483647], bad: [-1, 0.5] },
  decimal: { good: [0, -1.5, numberFromText("1.50"), numberFromText("1e400")], bad: ["1.5", null, true] },
  string: {
    good: ["x", "two\r\n\tlines", "日本", "👩‍⚕️"],
    bad: ["nul\u0000", "bell\u0007", "\ud800", 5, "x".repeat(1_048_577)],
  },
  markdown: { good: ["# x"], bad: ["\u0001"] },
  uri: { good: ["http://example.org", "urn:x", "a"], bad: ["a b", " a", "a\n"] },
  url: { good: ["https://example.org/x?y#z"], bad: ["a b"] },
  canonical: { good: ["http://example.org/x|1.0"], bad: ["a b"] },
  oid: { good: ["urn:oid:1.2.840.0"], bad: ["1.2.3", "urn:oid:3.1", "urn:oid:1.02", "urn:oid:1"] },
  uuid: { good: [uuid], bad: [uuid.toUpperCase(), uuid.slice(9), `${uuid}0`] },
  id: { good: ["a", "A-1.b", "x".repeat(64)], bad: ["", "a_b", "a/b", "x".repeat(65), "a\n"] },
  code: { good: ["a", "two words", "<="], bad: ["", " a", "a ", "two  words"] },
  date: {
    good: ["2024", "2024-02", "2024-02-29", "0001-01-01"],
    bad: [
      "2023-02-29",
      "1900-02-29",
      "2024-13",
      "2024-00",
      "2024-04-31",
      "2024-01-00",
      "0000",
      "24",
      "2024-1-1",
      "2024-01-01T00:00:00Z",
    ],
  },
  dateTime: {
    good: ["2024", "2024-02-29", "2024-02-29T23:59:60Z", "2024-01-01T00:00:00.1+14:00", "2024-01-01T00:00:00-13:59"],
    bad: [
      "2024-01-01T00:00Z",
      "2024-01-01T00:00:00",
      "2023-02-29T00:00:00Z",
      "2024-01-01T24:00:00Z",
      "2024-01-01T00:00:00+15:00",
      "2024-01-01T00:00:00+14:30",
      "2024-01-01 00:00:00Z",
      "2024-01-01T",
    ],
  },
  instant: {
    good: ["2024-01-01T00:00:00Z", "2024-01-01T12:30:45.123456789+01:00"],
    bad: ["2024-01-01", "2024-01", "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z"],
  },
  time: { good: ["00:00:00", "23:59:59.999"], bad: ["24:00:00", "12:30", "12:30:00Z", "1:00:00"] },
  base64Binary: { good: ["aGVsbG8=", "aGVs\nbG8=", "AAAA"], bad: ["aGVsbG8", "a===", "a$==", "aGVs-G8="] },
};

describe("primitive types", () => {
  for (const [type, { good, bad }] of Object.entries(cases)) {
    test(`${type} takes what R4 allows and nothing else`, () => {
      if (!isPrimitiveType(type)) throw new Error("a case for no primitive type");
      for (const value of good) expect([value, primitiveFault(type, value)]).toEqual([value, undefined]);
      for (const value of bad) expect([value, typeof primitiveFault(type, value)]).toEqual([value, "string"]);
    });
  }

  test("takes long texts without exhausting the stack", () => {
    const length = 5_000_000;
    expect(primitiveFault("oid", `urn:oid:1${".1".repeat(length)}`)).toBeDefined();
    expect(primitiveFault("code", "a ".repeat(length))).toBeDefined();
    expect(primitiveFault("code", `${"a ".repeat(length)}a`)).toBeUndefined();
    expect(primitiveFault("uri", "a".repeat(length))).toBeUndefined();
    expect(primitiveFault("base64Binary", "aaaa\n".repeat(length / 5))).toBeUndefined();
  });
});
