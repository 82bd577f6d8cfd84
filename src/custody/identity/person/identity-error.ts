import { CodedError } from "../../../foundation/kernel/index.ts";

/** A change to people or clients that is refused, or that can't be. */
export type IdentityErrorCode =
  | "people/username-taken"
  | "people/unknown"
  | "people/own-access"
  | "people/practitioner-taken"
  | "people/illegal-change"
  | "people/password-refused"
  | "people/recovery-needed"
  /** The role runs the organisation: a second person has to approve. */
  | "people/second-needed"
  | "people/last-manager"
  | "people/beyond-own"
  | "sessions/unknown"
  | "account/unknown-authenticator"
  | "account/last-authenticator"
  | "account/too-many-authenticators"
  | "account/passkey-refused"
  | "account/passkeys-unavailable"
  | "account/challenge-over"
  | "account/wrong-code"
  | "recovery/unknown"
  | "recovery/own"
  | "recovery/approved-already"
  | "recovery/approver-too-new"
  | "recovery/open-already"
  | "recovery/illegal-step"
  | "identity/illegal-lock-event"
  | "identity/malformed-profile";

/** Messages name rules, never people. */
export class IdentityError extends CodedError<IdentityErrorCode> {}
