import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseResourceText, parseStoredText } from "./parse-json.ts";
import {
  isIntegerText,
  isNumber,
  isRawNumber,
  mayLoseDigits,
  numberFromText,
  numberText,
  numericValue,
} from "./raw-number.ts";

const printed = (text: string) => JSON.stringify(parseResourceText(text));
const refusal = (text: string): unknown => {
  try {
    parseResourceText(text);
    return undefined;
  } catch (error) {
    return error;
  }
};

const digits = fc.stringMatching(/^[0-9]{1,30}$/);
const whole = fc.oneof(fc.constant("0"), fc.stringMatching(/^[1-9][0-9]{0,25}$/));
const numberToken = fc
  .tuple(
    fc.constantFrom("", "-"),
    whole,
    fc.option(digits, { nil: undefined }),
    fc.option(fc.stringMatching(/^[eE][+-]?[0-9]{1,3}$/), { nil: undefined }),
  )
  .map(
    ([sign, integer, fraction, exponent]) =>
      `${sign}${integer}${fraction === undefined ? "" : `.${fraction}`}${exponent ?? ""}`,
  );

describe("parsing a resource's text", () => {
  test("prints every number token as it was sent", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numberToken, fc.string()), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = `{"a":[${parts.map(([token, noise]) => `{"v":${token},"s":${JSON.stringify(noise)}}`).join(",")}]}`;
        expect(printed(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps known hard numbers: trailing zeros, exponents, beyond double, small, minus zero", () => {
    for (const token of [
      "1.50",
      "1.0",
      "0.0",
      "-0",
      "-0.0",
      "1e400",
      "1E2",
      "1.0e-3",
      "0.0000001",
      "1234567890.123456789012345",
      "12345678901234567890",
    ]) {
      expect(printed(`{"value":${token}}`)).toBe(`{"value":${token}}`);
      expect(printed(`[${token}]`)).toBe(`[${token}]`);
    }
  });

  test("an ordinary text keeps plain numbers, even with risky digits inside strings", () => {
    const value = parseResourceText('{"a":1.5,"b":"on 2020-01-01 at 10.50","c":-3}') as { a: unknown; c: unknown };
    expect(value.a).toBe(1.5);
    expect(value.c).toBe(-3);
    expect(mayLoseDigits('{"d":"2024-01-02T03:04:05.678+00:00","n":120}')).toBe(false);
  });

  test("reads both forms of number alike", () => {
    const { plain, raw } = parseResourceText('{"plain":1.5,"raw":1.50}') as { plain: number; raw: number };
    expect([isNumber(plain), isNumber(raw), isRawNumber(plain), isRawNumber(raw)]).toEqual([true, true, false, true]);
    expect([numberText(plain), numberText(raw), numericValue(plain), numericValue(raw)]).toEqual([
      "1.5",
      "1.50",
      1.5,
      1.5,
    ]);
    expect([numberText("1"), numericValue(null), isNumber({ rawJSON: "1" })]).toEqual([undefined, undefined, false]);
    expect([
      isIntegerText(3),
      isIntegerText(3.5),
      isIntegerText(numberFromText("3.0")),
      isIntegerText(numberFromText("1e2")),
    ]).toEqual([true, false, false, false]);
  });

  test("names line and column of a fault and never quotes content", () => {
    const faults: readonly (readonly [string, string])[] = [
      ["", "line 1, column 1"],
      ["{", "line 1, column 2"],
      ['{"a":}', "line 1, column 6"],
      ['{"secret":"x",}', "line 1, column 15"],
      ['{\n  "a": 1,\n  "b": tru\n}', "line 3, column 8"],
      ['["a" "secret"]', "line 1, column 6"],
      ["[01]", "line 1, column 3"],
      ["{} {}", "line 1, column 4"],
      ['{"a":"secret', "line 1, column 6"],
      ["{'a':1}", "line 1, column 2"],
    ];
    for (const [text, place] of faults) {
      expect(refusal(text)).toMatchObject({ code: "fhir/malformed-json", message: `not JSON: ${place}` });
      expect(JSON.stringify(refusal(text))).not.toContain("secret");
    }
  });

  test("finds a fault in every text that JSON.parse refuses, within the text", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (text, at, noise) => {
        const broken = text.slice(0, at % (text.length + 1)) + noise;
        let parses = true;
        try {
          JSON.parse(broken);
        } catch {
          parses = false;
        }
        fc.pre(!parses);
        expect(refusal(broken)).toMatchObject({ code: "fhir/malformed-json" });
      }),
    );
  });

  test("refuses a property that stands twice, also when one is written with escapes", () => {
    expect(refusal('{"a":1,"b":{"c":1,"c":2}}')).toMatchObject({ code: "fhir/duplicate-property" });
    expect(refusal('{"a":1,"\\u0061":2}')).toMatchObject({ code: "fhir/duplicate-property" });
    expect(refusal('{"a":":","b":"\\"x\\":","c\\\\":"\\\\"}')).toBeUndefined();
    expect(refusal('{"__proto__":{"a":1},"b":1}')).toBeUndefined();
  });

  test("any JSON value comes back equal", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(printed(text)).toBe(text);
      }),
    );
  });

  test("refuses nesting deeper than 64, however deep, and takes 64", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(printed(nested(64))).toBe(nested(64));
    expect(refusal(nested(65))).toMatchObject({ code: "fhir/too-deep" });
    expect(refusal(nested(1_000_000))).toMatchObject({ code: "fhir/too-deep" });
    expect(refusal("[".repeat(1_000_000))).toMatchObject({ code: "fhir/malformed-json" });
  });
});

test("stored text reads as it was stored, digits included", () => {
  const stored = printed('{"a":1.50,"b":[-0,1e3,12345678901234567890],"c":"1.50","d":{"e":0.0000001}}');
  expect(JSON.stringify(parseStoredText(stored))).toBe(stored);
});
