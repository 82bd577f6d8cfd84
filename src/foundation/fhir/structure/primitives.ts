import { isIntegerText, isNumber, numericValue } from "../raw-number.ts";
import type { JsonValue } from "../types.ts";
import { isDate, isDateTime, isInstant, isTime } from "./dates.ts";

/** What a value must be, in words for diagnostics; undefined when it is that. */
export type PrimitiveCheck = (value: JsonValue) => string | undefined;

const megabyte = 1_048_576;
// Below U+0020 only tab, line feed and carriage return may stand in FHIR text.
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function text(expected: string, isValid: (text: string) => boolean): PrimitiveCheck {
  return (value) => (typeof value === "string" && isValid(value) && value.isWellFormed() ? undefined : expected);
}

function pattern(expected: string, expression: RegExp): PrimitiveCheck {
  return text(expected, (value) => expression.test(value));
}

function integer(expected: string, minimum: number): PrimitiveCheck {
  return (value) => {
    if (!isNumber(value) || !isIntegerText(value)) return expected;
    const number = numericValue(value) ?? Number.NaN;
    return number >= minimum && number <= 2_147_483_647 ? undefined : expected;
  };
}

const oid = /^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/;
// R4 sets no limit. Patterns that repeat a group need one, or a hostile text exhausts the engine's stack.
const longestOid = 1_000;
const looseSpace = /^\s|\s\s|\s$/;

const prose = text(
  "text without control characters, at most 1 MB",
  (value) => value.length <= megabyte && !controlCharacter.test(value),
);
const uri = pattern("a URI: no white space", /^\S+$/);

// Source: http://hl7.org/fhir/R4/datatypes.html#primitive
const checks = {
  boolean: (value) => (typeof value === "boolean" ? undefined : "true or false"),
  integer: integer("a whole number of 32 bits", -2_147_483_648),
  positiveInt: integer("a whole number from 1 to 2147483647", 1),
  unsignedInt: integer("a whole number from 0 to 2147483647", 0),
  decimal: (value) => (isNumber(value) ? undefined : "a number"),
  string: prose,
  markdown: prose,
  uri,
  url: uri,
  canonical: uri,
  oid: text("urn:oid: and an OID", (value) => value.length <= longestOid && oid.test(value)),
  uuid: pattern(
    "urn:uuid: and a lower-case UUID",
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  ),
  id: pattern("1 to 64 letters, digits, hyphens and points", /^[A-Za-z0-9.-]{1,64}$/),
  code: text("a code: no white space but single spaces inside", (value) => value !== "" && !looseSpace.test(value)),
  date: text("a date: YYYY, YYYY-MM or YYYY-MM-DD, on the calendar", isDate),
  dateTime: text("a date, or date and time to the second with time zone", isDateTime),
  instant: text("date and time to the second with time zone", isInstant),
  time: text("a time of day: hh:mm:ss", isTime),
  base64Binary: text("base64", isBase64),
} as const satisfies Record<string, PrimitiveCheck>;

export type PrimitiveType = keyof typeof checks;

export function isPrimitiveType(type: string): type is PrimitiveType {
  return Object.hasOwn(checks, type);
}

/** What a primitive of this type must be, in words, when the value isn't that. Never quotes the value. */
export function primitiveFault(type: PrimitiveType, value: JsonValue): string | undefined {
  return checks[type](value);
}

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;
const whiteSpace = /\s+/g;

function isBase64(value: string): boolean {
  if (value.length % 4 === 0 && base64.test(value)) return true;
  const compact = value.replace(whiteSpace, "");
  return compact.length % 4 === 0 && base64.test(compact);
}
