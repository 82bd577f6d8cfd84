import { CodedError } from "../../foundation/kernel/index.ts";

export type PolicyErrorCode =
  | "policy/purpose-not-allowed"
  | "roles/unknown"
  | "roles/unsuitable"
  | "roles/name-taken"
  | "roles/label-taken"
  | "roles/own"
  | "roles/beyond-own"
  | "roles/in-use"
  | "roles/last-manager"
  /** Somebody has the role, and it would gain rights over the organisation. */
  | "roles/held"
  | "roles/changed-meanwhile"
  | "roles/altered";

/** Why a role or a purpose is refused. */
export class PolicyError extends CodedError<PolicyErrorCode> {
  /** Everything that is wrong with a role, each with its place. */
  readonly faults: readonly RoleFault[];

  constructor(
    code: PolicyErrorCode,
    message: string,
    options: {
      readonly path?: string | undefined;
      readonly cause?: unknown;
      readonly faults?: readonly RoleFault[];
    } = {},
  ) {
    super(code, message, options);
    this.faults = options.faults ?? [];
  }
}

export interface RoleFault {
  /** "scopes[3]", "fieldRules[0].path" */
  readonly path: string;
  /** A sentence that says what is wrong and what would be right. */
  readonly message: string;
}
