import { expect, test } from "vitest";
import { type JsonLimits, checkJsonShape } from "./json-shape.ts";

const limits: JsonLimits = { depth: 3, members: 10, stringBytes: 8, decimals: 2 };
const check = (text: string) => () => checkJsonShape(Buffer.from(text), limits);

test.each([
  '{"a":{"b":[1]}}',
  "[1,2,3,4,5,6,7,8,9,10,11]",
  '["12345678"]',
  "[1.5,2.5]",
  // Nothing inside a text counts.
  '["[[[[{{{","a,b:c,d","1.2.3.4","\\"[[[["]',
  '["\\\\"]',
  "nonsense",
])("%s passes", (text) => {
  expect(check(text)).not.toThrow();
});

test.each([
  ["[[[[1]]]]", "deep"],
  ["[1,2,3,4,5,6,7,8,9,10,11,12]", "commas"],
  ['{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}', "commas"],
  ['["123456789"]', "text"],
  ['["123456789', "text"],
  ["[1.5,2.5,3.5]", "decimal"],
])("%s is refused for what it has too much of", (text, what) => {
  expect(check(text)).toThrow(
    expect.objectContaining({ code: "http/too-complex", message: expect.stringContaining(what) }),
  );
});
