/**
 * JSON as FHIR exchanges it. A number that a JavaScript number can't print back as it was sent is a `RawNumber`
 * (see parse-json.ts); `JSON.stringify` prints both forms as sent.
 */
export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/** A resource's infrastructure metadata, as far as the platform itself reads it. */
export type FhirMeta = {
  readonly versionId?: string;
  readonly lastUpdated?: string;
  readonly [key: string]: JsonValue | undefined;
};

/** A resource as JSON. Only `resourceType`, `id` and `meta` are typed; the rest is read through compiled definitions. */
export type FhirResource = {
  readonly resourceType: string;
  readonly id?: string;
  readonly meta?: FhirMeta;
  readonly [key: string]: JsonValue | undefined;
};

/** http://hl7.org/fhir/R4/valueset-issue-severity.html */
export type IssueSeverity = "fatal" | "error" | "warning" | "information";

/** http://hl7.org/fhir/R4/valueset-issue-type.html */
export type IssueType =
  | "invalid"
  | "structure"
  | "required"
  | "value"
  | "invariant"
  | "security"
  | "login"
  | "unknown"
  | "expired"
  | "forbidden"
  | "suppressed"
  | "processing"
  | "not-supported"
  | "duplicate"
  | "multiple-matches"
  | "not-found"
  | "deleted"
  | "too-long"
  | "code-invalid"
  | "extension"
  | "too-costly"
  | "business-rule"
  | "conflict"
  | "transient"
  | "lock-error"
  | "no-store"
  | "exception"
  | "timeout"
  | "incomplete"
  | "throttled"
  | "informational";

/** One issue of an OperationOutcome. `diagnostics` explains in plain words and never quotes content. */
export type Issue = {
  readonly severity: IssueSeverity;
  readonly code: IssueType;
  /** The platform's own closed code, for programs ("fhir/unknown-property"). Goes out as `details.coding.code`. */
  readonly details: string;
  /** FHIRPath-like place with indexes ("Observation.component[1].code"). */
  readonly expression?: string;
  readonly diagnostics: string;
};
