import { canonicalize } from "../kernel/index.ts";
import { isRawNumber } from "./raw-number.ts";
import type { JsonValue } from "./types.ts";

/**
 * The one text of a resource that signatures are made of: RFC 8785 (JCS), except that a number is written with the digits that are
 * stored. FHIR counts a decimal's digits as part of its value (1.50 says more than 1.5), and JCS would drop them; a number that
 * ECMAScript prints as it was sent comes out the same either way.
 * Source: RFC 8785; FHIR R4 "decimal" (https://hl7.org/fhir/R4/datatypes.html#decimal).
 * @throws MalformedInput `input/not-json`
 */
export function canonicalText(value: JsonValue): string {
  return canonicalize(value, (object) => {
    const number = object as JsonValue;
    return isRawNumber(number) ? number.rawJSON : undefined;
  });
}
