import { FhirError } from "./fhir-error.ts";
import { findJsonFault } from "./json-fault.ts";
import { keepNumbersAsSent, mayLoseDigits } from "./raw-number.ts";
import type { JsonValue } from "./types.ts";

/** How deep arrays and objects may nest. R4 sets no limit; no honest resource comes near this one. */
export const maximumJsonDepth = 64;

/**
 * Parses a resource's JSON so that `JSON.stringify` prints every number as it was sent: 1.50 stays 1.50, and decimals
 * beyond a double's reach survive. Only such numbers become `RawNumber`s, so ordinary text costs one `JSON.parse`.
 * A property that stands twice in one object is refused: readers would differ on which one counts.
 * @throws FhirError `fhir/malformed-json` (with line and column), `fhir/too-deep`, `fhir/duplicate-property`
 */
export function parseResourceText(text: string): JsonValue {
  const value = parsePlain(text);
  const properties = countProperties(value, 1);
  // Fewer properties than the text has names means that some name stood twice and JSON.parse kept the last.
  if (properties !== countNames(text)) {
    throw new FhirError("fhir/duplicate-property", "a property stands twice in one object");
  }
  return mayLoseDigits(text) ? keepNumbersAsSent(text) : value;
}

/** The same for text that was made by printing what `parseResourceText` gave: what that refuses isn't looked for again, which
 *  takes half the time. */
export function parseStoredText(text: string): JsonValue {
  return mayLoseDigits(text) ? keepNumbersAsSent(text) : (JSON.parse(text) as JsonValue);
}

function parsePlain(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // The engine's own message quotes the text around the fault, so it is neither passed on nor kept as cause.
    const { line, column } = findJsonFault(text);
    throw new FhirError("fhir/malformed-json", `not JSON: line ${line}, column ${column}`);
  }
}

function countProperties(value: JsonValue, depth: number): number {
  if (typeof value !== "object" || value === null) return 0;
  if (depth > maximumJsonDepth) {
    throw new FhirError("fhir/too-deep", `arrays and objects nest deeper than ${maximumJsonDepth}`);
  }
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) count += countProperties(item, depth + 1);
    return count;
  }
  for (const child of Object.values(value)) {
    count += 1;
    if (typeof child === "object" && child !== null) count += countProperties(child, depth + 1);
  }
  return count;
}

/** Names in well-formed JSON: the strings that a colon follows. */
function countNames(text: string): number {
  let count = 0;
  let open = text.indexOf('"');
  while (open !== -1) {
    let close = text.indexOf('"', open + 1);
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1);
    let next = close + 1;
    while (isSpace(text.charCodeAt(next))) next += 1;
    if (text.charCodeAt(next) === colon) count += 1;
    open = text.indexOf('"', close + 1);
  }
  return count;
}

const colon = 0x3a;
const backslash = 0x5c;

function isEscaped(text: string, quote: number): boolean {
  let start = quote;
  while (text.charCodeAt(start - 1) === backslash) start -= 1;
  return (quote - start) % 2 === 1;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
