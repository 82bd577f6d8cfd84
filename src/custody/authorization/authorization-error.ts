import { CodedError } from "../../foundation/kernel/index.ts";

/** A change to clients, apps or federation that is refused, or that can't be. */
export type AuthorizationErrorCode =
  | "clients/unknown"
  | "clients/unsuitable-scope"
  | "clients/unsuitable-address"
  | "clients/unsuitable-keys"
  | "clients/unknown-purpose"
  | "clients/no-secret"
  /** Who asked doesn't approve. */
  | "clients/four-eyes"
  | "clients/approver-too-new"
  | "clients/changed-meanwhile"
  | "oauth/no-request"
  | "oauth/not-asked"
  | "oauth/patient-needed"
  | "oauth/sign-in-again"
  | "oauth/no-app"
  | "oauth/not-launchable"
  | "federation/none"
  | "federation/unsuitable"
  | "federation/refused"
  | "authorization/malformed-row";

/** Messages name rules, never people. */
export class AuthorizationError extends CodedError<AuthorizationErrorCode> {}
