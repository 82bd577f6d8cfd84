import { CodedError } from "../../foundation/kernel/index.ts";

/** A change to people or clients that is refused, or that can't be. */
export type IdentityErrorCode =
  | "people/username-taken"
  | "people/unknown"
  | "people/own-access"
  | "people/illegal-change"
  | "people/password-refused"
  | "clients/unknown"
  | "clients/unsuitable-scope"
  | "identity/illegal-lock-event"
  | "identity/malformed-profile";

/** Messages name rules, never people. */
export class IdentityError extends CodedError<IdentityErrorCode> {}
