import type { Issue } from "../../foundation/fhir/index.ts";
import { CodedError } from "../../foundation/kernel/index.ts";
import { RecordsError } from "../records/index.ts";

export type ChartErrorCode =
  | "chart/not-permitted"
  | "chart/not-found"
  | "chart/deleted"
  | "chart/version-conflict"
  /** Others are writing under conditions on this type, for longer than anybody waits. */
  | "chart/busy"
  | "chart/precondition-failed"
  | "chart/invalid-resource"
  | "chart/wrong-type"
  /** The ledger's own entries are what the type means here. */
  | "chart/not-writable"
  | "chart/wrong-id"
  | "chart/unknown-patient"
  | "chart/unresolved-reference"
  | "chart/multiple-matches"
  | "chart/outside-scope"
  | "chart/field-not-yours"
  | "chart/signed-is-final"
  | "chart/sign-instead"
  | "chart/other-patient"
  /** What it was can't become what was sent. */
  | "chart/against-rule"
  /** A place or a thing that somebody else has, or that was full. */
  | "chart/taken"
  | "chart/not-in-an-emergency"
  /** Somebody asked that it be kept and not used (GDPR, Article 18). */
  | "chart/restricted"
  /** A stored version doesn't open. Told to nobody who only reads: for them it is a fault. */
  | "chart/altered"
  | "chart/too-large"
  | "chart/too-costly"
  | "chart/too-many-entries"
  | "chart/bad-cursor"
  | "chart/bad-entry"
  | "chart/duplicate-entry";

/** Why a chart operation was refused. Deny and absent look alike: `chart/not-found` is both. */
export class ChartError extends CodedError<ChartErrorCode> {
  readonly faults: readonly Issue[];

  constructor(
    code: ChartErrorCode,
    message: string,
    options: { readonly path?: string | undefined; readonly cause?: unknown; readonly faults?: readonly Issue[] } = {},
  ) {
    super(code, message, options);
    this.faults = options.faults ?? [];
  }
}

/** What a rule was made from has changed meanwhile: the change is prepared anew, and nobody hears of it. */
export class RuleOvertaken extends Error {}

export function notWritable(): ChartError {
  return new ChartError(
    "chart/not-writable",
    "AuditEvents are this server's own ledger, which writes itself: none can be sent, changed or removed",
    { path: "AuditEvent" },
  );
}

export function notFound(): ChartError {
  return new ChartError("chart/not-found", "there is no such resource that you may see");
}

/** Says which version it is that doesn't open, to whoever decides over what they may not read; any other error comes through. */
export async function namingAltered<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    if (!(error instanceof RecordsError) || error.code !== "records/body-altered") throw error;
    const which = error.path === undefined ? "a stored version" : error.path.replace(/\/(\d+)$/, ", version $1,");
    const why = `${which} doesn't open: it was altered in the database, or moved; nothing is decided as long as it is so`;
    throw new ChartError("chart/altered", why, { path: error.path, cause: error });
  }
}
