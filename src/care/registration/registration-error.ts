import { CodedError } from "../../foundation/kernel/index.ts";

export type RegistrationErrorCode =
  /** There is no such record, or the caller may not see it. */
  | "registration/unknown-patient"
  | "registration/unknown-branch"
  | "registration/same-record"
  /** One of the two was merged already. */
  | "registration/already-merged"
  | "registration/not-merged"
  /** One of the two is restricted, or about to be erased. */
  | "registration/not-to-be-merged"
  | "registration/changed-meanwhile"
  /** The organisation has no privacy notice of its own yet. */
  | "registration/no-notice"
  /** Another version of it holds by now. */
  | "registration/other-notice"
  | "registration/unsuitable-notice"
  | "registration/unsuitable-signature";

/** Why the desk's work is refused. */
export class RegistrationError extends CodedError<RegistrationErrorCode> {}
