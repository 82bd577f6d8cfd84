import { CodedError } from "../../foundation/kernel/index.ts";

/** Why a text is no SMART v2 scope that this server knows. */
export type ScopeErrorCode =
  | "scope/malformed"
  | "scope/too-long"
  | "scope/version-1"
  | "scope/unknown-type"
  | "scope/wrong-permission-order"
  | "scope/malformed-criteria";

/** A scope that is refused. Scopes hold no patient data, so the message may quote its kind of fault, never the text. */
export class ScopeError extends CodedError<ScopeErrorCode> {}
