import { CodedError } from "../../foundation/kernel/index.ts";

export type RetentionErrorCode =
  /** Stored settings say what can't be. */
  | "retention/bad-settings"
  | "retention/not-permitted"
  /** Without a reason, or with one that is too long. */
  | "retention/bad-reason"
  /** No hold of this number is in force. */
  | "retention/unknown-hold"
  | "retention/unknown-record"
  /** A row that isn't as it was written. */
  | "retention/altered-hold"
  | "retention/unknown-appraisal"
  | "retention/illegal-change"
  /** A rule or a hold keeps it. */
  | "retention/not-due"
  | "retention/four-eyes"
  | "retention/altered"
  | "retention/bad-date";

/** Why something about keeping and destroying records is refused. */
export class RetentionError extends CodedError<RetentionErrorCode> {}
