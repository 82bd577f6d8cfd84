import type { FhirErrorCode, Issue, IssueType, SearchErrorCode } from "../../../foundation/fhir/index.ts";
import { CodedError } from "../../../foundation/kernel/index.ts";
import { ChartError, type ChartErrorCode } from "../../../custody/chart/index.ts";

interface Answer {
  readonly status: number;
  readonly code: IssueType;
}

export type HttpErrorCode =
  | "http/malformed-request"
  | "http/not-signed-in"
  | "http/unknown-address"
  | "http/unsupported-method"
  | "http/unsupported-media-type"
  | "http/too-large"
  | "http/headers-too-large"
  | "http/timeout"
  | "http/too-many-requests"
  | "http/unknown-host"
  | "http/unencrypted"
  | "http/not-acceptable"
  | "http/too-complex";

/** Codes that a caller can cause; the compiler insists on an answer to each. */
type Expected =
  | ChartErrorCode
  | SearchErrorCode
  | Exclude<FhirErrorCode, "fhir/unknown-type-number">
  | HttpErrorCode
  | "database/unreachable"
  | "database/outcome-unknown"
  | "session/cross-site";

/** What each code becomes on the wire. The one table of its kind. */
const answers: Readonly<Record<Expected, Answer>> = {
  "chart/not-permitted": { status: 403, code: "forbidden" },
  "chart/not-found": { status: 404, code: "not-found" },
  "chart/deleted": { status: 410, code: "deleted" },
  "chart/version-conflict": { status: 409, code: "conflict" },
  "chart/busy": { status: 503, code: "transient" },
  "chart/precondition-failed": { status: 412, code: "conflict" },
  "chart/invalid-resource": { status: 422, code: "invalid" },
  "chart/wrong-type": { status: 400, code: "invalid" },
  "chart/not-writable": { status: 405, code: "not-supported" },
  "chart/wrong-id": { status: 400, code: "invalid" },
  "chart/unknown-patient": { status: 422, code: "business-rule" },
  "chart/unresolved-reference": { status: 422, code: "not-found" },
  "chart/multiple-matches": { status: 412, code: "multiple-matches" },
  "chart/outside-scope": { status: 403, code: "forbidden" },
  "chart/field-not-yours": { status: 422, code: "forbidden" },
  "chart/signed-is-final": { status: 409, code: "business-rule" },
  "chart/against-rule": { status: 422, code: "business-rule" },
  "chart/taken": { status: 409, code: "conflict" },
  "chart/sign-instead": { status: 422, code: "business-rule" },
  "chart/other-patient": { status: 422, code: "business-rule" },
  "chart/restricted": { status: 409, code: "business-rule" },
  "chart/not-in-an-emergency": { status: 403, code: "forbidden" },
  "chart/too-large": { status: 413, code: "too-long" },
  "chart/altered": { status: 409, code: "conflict" },
  "chart/too-costly": { status: 400, code: "too-costly" },
  "chart/too-many-entries": { status: 413, code: "too-costly" },
  "chart/bad-cursor": { status: 400, code: "value" },
  "chart/bad-entry": { status: 400, code: "invalid" },
  "chart/duplicate-entry": { status: 400, code: "duplicate" },
  "fhir/malformed-json": { status: 400, code: "structure" },
  "fhir/duplicate-property": { status: 400, code: "structure" },
  "fhir/unknown-resource-type": { status: 400, code: "structure" },
  "fhir/too-deep": { status: 400, code: "structure" },
  "fhir/unknown-parameter": { status: 400, code: "not-supported" },
  "fhir/unsupported-modifier": { status: 400, code: "not-supported" },
  "fhir/unsupported-search": { status: 400, code: "not-supported" },
  "fhir/bad-search-value": { status: 400, code: "value" },
  "fhir/search-too-large": { status: 400, code: "too-costly" },
  "fhir/unsupported-format": { status: 406, code: "not-supported" },
  "http/malformed-request": { status: 400, code: "structure" },
  "http/not-signed-in": { status: 401, code: "login" },
  "http/unknown-address": { status: 404, code: "not-found" },
  "http/unsupported-method": { status: 405, code: "not-supported" },
  "http/unsupported-media-type": { status: 415, code: "not-supported" },
  "http/too-large": { status: 413, code: "too-long" },
  "http/headers-too-large": { status: 431, code: "too-long" },
  "http/timeout": { status: 408, code: "timeout" },
  "http/too-many-requests": { status: 429, code: "throttled" },
  "http/unknown-host": { status: 421, code: "not-found" },
  "http/unencrypted": { status: 403, code: "security" },
  "http/not-acceptable": { status: 406, code: "not-supported" },
  "http/too-complex": { status: 413, code: "too-costly" },
  "session/cross-site": { status: 403, code: "forbidden" },
  "database/outcome-unknown": { status: 503, code: "transient" },
  "database/unreachable": { status: 503, code: "transient" },
};

/** A refusal that arises at this surface. */
export class HttpError extends CodedError<HttpErrorCode> {
  /** Methods that the address does take, for `http/unsupported-method`. */
  readonly allow: readonly string[] | undefined;

  constructor(
    code: HttpErrorCode,
    message: string,
    options: { readonly path?: string; readonly cause?: unknown; readonly allow?: readonly string[] } = {},
  ) {
    super(code, message, options);
    this.allow = options.allow;
  }
}

export interface Refusal {
  readonly status: number;
  readonly outcome: string;
  /** True when the fault is ours: it belongs in the log. */
  readonly unexpected: boolean;
}

function isExpected(code: string): code is Expected {
  return Object.hasOwn(answers, code);
}

function outcomeText(issues: readonly Issue[]): string {
  return JSON.stringify({
    resourceType: "OperationOutcome",
    issue: issues.map(({ severity, code, details, expression, diagnostics }) => ({
      severity,
      code,
      details: { coding: [{ system: "urn:wardbook:error", code: details }] },
      diagnostics,
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  });
}

/** @returns status and OperationOutcome of any error; what isn't in the table is ours, and says nothing of its cause. */
export function refusalOf(error: unknown): Refusal {
  const known = error instanceof CodedError && isExpected(error.code) ? answers[error.code] : undefined;
  if (!(error instanceof CodedError) || known === undefined) {
    const issue: Issue = {
      severity: "error",
      code: "exception",
      details: "http/unexpected",
      diagnostics: "Something went wrong here. Nothing was changed or disclosed; try again.",
    };
    return { status: 500, outcome: outcomeText([issue]), unexpected: true };
  }
  if (error instanceof ChartError && error.faults.length > 0)
    return { status: known.status, outcome: outcomeText(error.faults), unexpected: false };
  const issue: Issue = {
    severity: "error",
    code: known.code,
    details: error.code,
    expression: error.path,
    diagnostics: error.message,
  };
  return { status: known.status, outcome: outcomeText([issue]), unexpected: error.code.startsWith("database/") };
}

/** @param more what else there is to say: warnings */
export function informationText(details: string, diagnostics: string, more: readonly Issue[] = []): string {
  return outcomeText([{ severity: "information", code: "informational", details, diagnostics }, ...more]);
}
