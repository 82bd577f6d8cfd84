import {
  type FhirResource,
  type Issue,
  type JsonValue,
  isJsonArray,
  isRawNumber,
} from "../../../foundation/fhir/index.ts";
import { findIdentifiers } from "../scrubbing/scrub-text.ts";
import { textOfNarrative } from "../deidentification/narrative.ts";
import type { SpanKind } from "../scrubbing/span.ts";
import { findCardNumbers, hasNoCardNumber } from "./find-card-numbers.ts";
import { freeTexts, isText } from "./free-texts.ts";

const noIssues: readonly Issue[] = [];

/** What a record must not be stored with: numbers of payment cards in its texts. For the chart, before each write. */
export function screenForCards(resource: FhirResource): readonly Issue[] {
  if (hasNone(resource)) return noIssues;
  return freeTexts(resource)
    .filter(({ text }) => findCardNumbers(text).length > 0)
    .map(({ path }) => ({
      severity: "error",
      code: "business-rule",
      details: "privacy/card-number",
      expression: path,
      diagnostics: "the text holds what looks like the number of a payment card: take it out, cards aren't kept here",
    }));
}

/** Looks at every string, wherever it stands: most have too few digits, and then that was all. */
function hasNone(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return hasNoCardNumber(value);
  if (value === undefined || value === null || typeof value !== "object" || isRawNumber(value)) return true;
  if (isJsonArray(value)) return value.every(hasNone);
  // A note's text is in base64.
  if (typeof value["data"] === "string" && isText(value["contentType"])) return false;
  for (const property in value)
    if (!hasNone(property === "div" ? shown(value[property]) : value[property])) return false;
  return true;
}

/** Of a narrative, what a reader sees: markup and references to characters come between digits. */
function shown(div: JsonValue | undefined): JsonValue | undefined {
  return typeof div === "string" ? textOfNarrative(div) : div;
}

/** What is better kept in a field of its own than in a text. Names, dates and places belong to what is told. */
const noticed: Readonly<Partial<Record<SpanKind, string>>> = {
  phone: "a telephone number",
  fax: "a fax number",
  email: "an e-mail address",
  national: "a national number",
  plan: "an insurance number",
  account: "an account number",
  licence: "a licence number",
  vehicle: "a vehicle's number",
  ip: "a network address",
};

/** What a text holds that identifies somebody and has a field of its own, in words: "a telephone number". Each once. */
export function noticeIdentifiers(text: string): readonly string[] {
  const kinds = new Set(findIdentifiers(text, { oldestYear: 0 }).map(({ kind }) => kind));
  return Object.entries(noticed).flatMap(([kind, words]) => (kinds.has(kind as SpanKind) ? [words] : []));
}

/** The same of a resource's texts, as warnings. */
export function noticeInResource(resource: FhirResource): readonly Issue[] {
  return freeTexts(resource).flatMap(({ path, text }) => {
    const found = noticeIdentifiers(text);
    if (found.length === 0) return [];
    const diagnostics = `the text seems to hold ${found.join(" and ")}: whoever reads it sees it, and it is found and corrected more easily in a field of its own`;
    return [
      {
        severity: "warning",
        code: "informational",
        details: "privacy/identifier-in-text",
        expression: path,
        diagnostics,
      } satisfies Issue,
    ];
  });
}
