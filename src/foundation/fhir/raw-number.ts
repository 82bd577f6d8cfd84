import type { JsonObject, JsonValue } from "./types.ts";

declare const rawNumber: unique symbol;

/** A number whose digits a JavaScript number would lose; made by `JSON.rawJSON`, so it prints as it was sent. */
export type RawNumber = JsonObject & { readonly rawJSON: string; readonly [rawNumber]?: never };

// TypeScript's library doesn't declare these two yet. Source: ECMAScript proposal "JSON.parse source text access".
type JsonWithRaw = { rawJSON(text: string): RawNumber; isRawJSON(value: unknown): boolean };
const json = JSON as unknown as JsonWithRaw;

/** A JSON number in either form. */
export function isNumber(value: JsonValue | undefined): value is number | RawNumber {
  return typeof value === "number" || (typeof value === "object" && json.isRawJSON(value));
}

/** A number kept as it was sent. It is an object, so code that walks JSON asks this before it descends. */
export function isRawNumber(value: JsonValue | undefined): value is RawNumber {
  return typeof value === "object" && json.isRawJSON(value);
}

/** The digits as sent ("1.50"), or undefined when the value is no number. */
export function numberText(value: JsonValue | undefined): string | undefined {
  if (typeof value === "number") return JSON.stringify(value);
  return isRawNumber(value) ? value.rawJSON : undefined;
}

/** The nearest double, or undefined when the value is no number. May be infinite (1e400). */
export function numericValue(value: JsonValue | undefined): number | undefined {
  if (typeof value === "number") return value;
  return isRawNumber(value) ? Number(value.rawJSON) : undefined;
}

const wholeDigits = /^-?(?:0|[1-9][0-9]*)$/;

/** Whether the number was written without point and exponent, as FHIR's integer types have to be. */
export function isIntegerText(value: number | RawNumber): boolean {
  return typeof value === "number"
    ? Number.isInteger(value) && Math.abs(value) < 1e21
    : wholeDigits.test(value.rawJSON);
}

/** A JSON number from its digits ("1.50"). @throws SyntaxError when the text is no JSON number */
export function numberFromText(text: string): number | RawNumber {
  const value = JSON.parse(text) as unknown;
  if (typeof value !== "number") throw new SyntaxError("not a JSON number");
  return JSON.stringify(value) === text ? value : json.rawJSON(text);
}

// The tokens that can print differently: minus zero, zeros at the end of a fraction, an exponent, and what ECMAScript
// prints with an exponent or with other digits (below 1e-6; more than 15 digits). Fifteen digits always survive.
const riskyNumber =
  /(?<=^|[:,[\s])-?(?:0(?<=-0)|\d+\.\d*0|\d+(?:\.\d+)?[eE][+-]?\d+|0\.000000\d+|(?=[\d.]{16})\d+(?:\.\d+)?)(?=[,\]}\s]|$)/g;

/** Whether a number in this JSON text would print differently. A string's content may seem one, never the reverse. */
export function mayLoseDigits(text: string): boolean {
  riskyNumber.lastIndex = 0;
  for (let found = riskyNumber.exec(text); found !== null; found = riskyNumber.exec(text)) {
    if (JSON.stringify(Number(found[0])) !== found[0]) return true;
  }
  return false;
}

/** Parses well-formed JSON text; a number that wouldn't print as sent becomes a `RawNumber`. */
export function keepNumbersAsSent(text: string): JsonValue {
  return JSON.parse(text, keepDigits) as JsonValue;
}

function keepDigits(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || context?.source === undefined) return value;
  return JSON.stringify(value) === context.source ? value : json.rawJSON(context.source);
}
