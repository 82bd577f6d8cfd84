import { CodedError } from "../../foundation/kernel/index.ts";

export type GovernanceErrorCode =
  /** Nobody, or more than one, is known by what was given: both look alike. */
  | "break-glass/no-single-patient"
  /** Asked too often within the hour. */
  | "break-glass/too-many"
  | "break-glass/unknown"
  /** Nobody reviews their own act. */
  | "break-glass/own"
  | "break-glass/illegal-change"
  | "vendor/unknown"
  /** The person doesn't hold the vendor's role. */
  | "vendor/not-a-vendor"
  /** Vendors read: `user/` scopes with r and s alone. */
  | "vendor/unsuitable-scope"
  | "vendor/unsuitable-time"
  /** Who asked, and whom it is for, decides nothing. */
  | "vendor/four-eyes"
  /** The row doesn't open as it stands: nobody knows what was asked for. */
  | "vendor/altered"
  | "vendor/illegal-change"
  | "review/unknown"
  | "review/unsuitable-deadline"
  | "review/own"
  | "review/not-reviewer"
  | "review/altered"
  | "review/unsuitable-reviewer"
  | "review/undecided"
  | "review/illegal-change"
  /** The grant is of a kind that nothing here can end. */
  | "review/cannot-withdraw"
  | "role-grant/unknown"
  /** The person, or the role, can't be asked for. */
  | "role-grant/unsuitable"
  | "role-grant/beyond-own"
  | "role-grant/asked-already"
  /** Who asked, and whom it is for, decides nothing. */
  | "role-grant/four-eyes"
  | "role-grant/approver-too-new"
  | "role-grant/illegal-change"
  | "role-grant/altered"
  | "proxy/unknown"
  | "proxy/unknown-patient"
  /** The account has a role to do more than act for others, or is none. */
  | "proxy/unsuitable-account"
  | "proxy/unsuitable-day"
  | "proxy/unsuitable-proof"
  /** A child who comes of age is acted for no more. */
  | "proxy/beyond-majority"
  | "proxy/no-birth-date"
  | "proxy/recorded-already"
  | "proxy/too-many"
  /** Who recorded it, and whom it is for, confirms nothing. */
  | "proxy/four-eyes"
  | "proxy/illegal-change"
  | "proxy/altered"
  | "task/unknown"
  | "task/unsuitable-assignee"
  | "task/done-by-deciding"
  | "task/illegal-change";

/** Why something can't be done about exceptional access. */
export class GovernanceError extends CodedError<GovernanceErrorCode> {
  /** When trying again makes sense, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: GovernanceErrorCode,
    message: string,
    options: { readonly path?: string; readonly retryAfterSeconds?: number } = {},
  ) {
    super(code, message, { path: options.path });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
