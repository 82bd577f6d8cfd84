import { CodedError } from "../../foundation/kernel/index.ts";

export type ReportsErrorCode =
  /** There is no such branch that the caller may see. */
  | "reports/unknown-branch"
  /** The days make no period, or too long a one. */
  | "reports/unsuitable-period"
  /** More records than one report holds in memory. */
  | "reports/too-much";

export class ReportsError extends CodedError<ReportsErrorCode> {}
