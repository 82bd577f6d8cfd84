import { describe, expect, test } from "vitest";
import { canonicalText } from "./canonical-text.ts";
import { parseResourceText } from "./parse-json.ts";

const canonical = (text: string) => canonicalText(parseResourceText(text));

describe("the text that is signed", () => {
  test("is RFC 8785's, whatever the order and the spaces", () => {
    expect(canonical('{ "b" : [true, null, "\\u20ac"], "a" : {"z": 1, "y": "A\\u000f"} }')).toBe(
      '{"a":{"y":"A\\u000f","z":1},"b":[true,null,"€"]}',
    );
  });

  test.for(["1.50", "1.5", "100", "1E2", "1e+2", "0.0000001", "-0", "12345678901234567890.123", "1e400"])(
    "keeps the digits of %s",
    (digits) => {
      expect(canonical(`{"value":${digits}}`)).toBe(`{"value":${digits}}`);
    },
  );

  test("differs where precision does", () => {
    expect(canonical('{"value":1.50}')).not.toBe(canonical('{"value":1.5}'));
  });

  test("reads back as itself", () => {
    const text = canonical('{"value":[1.50,{"b":2e0,"a":"1.50"}]}');
    expect(text).toBe('{"value":[1.50,{"a":"1.50","b":2e0}]}');
    expect(canonical(text)).toBe(text);
  });
});
