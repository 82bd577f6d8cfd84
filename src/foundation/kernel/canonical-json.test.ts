import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalize } from "./canonical-json.ts";

describe("canonical JSON", () => {
  test("is RFC 8785's for its own example", () => {
    const value: unknown = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    );
    expect(canonicalize(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test("sorts members by UTF-16 code units, not by code points", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalize(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });

  test("means the same value and doesn't depend on the members' order", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalize(value);
        expect(canonicalize(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        if (value !== null && typeof value === "object" && !Array.isArray(value)) {
          expect(canonicalize(Object.fromEntries(Object.entries(value).reverse()))).toBe(text);
        }
      }),
    );
  });

  test("leaves out members that are undefined, as JSON does", () => {
    expect(canonicalize({ b: undefined, a: 1 })).toBe('{"a":1}');
  });

  test.for([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    undefined,
    1n,
    () => 1,
    [undefined],
    new Array(2),
    "\ud800",
    { "\udc00": 1 },
    new Date(0),
    Buffer.of(1),
    new Map(),
  ])("refuses what has no JSON text: %s", (value) => {
    expect(() => canonicalize(value)).toThrow(expect.objectContaining({ code: "input/not-json" }));
  });
});
