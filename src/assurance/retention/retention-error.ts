import { CodedError } from "../../foundation/kernel/index.ts";

export type RetentionErrorCode =
  /** Stored settings say what can't be. */
  "retention/bad-settings";

/** Why something about keeping and destroying records is refused. */
export class RetentionError extends CodedError<RetentionErrorCode> {}
