import { CodedError } from "../../foundation/kernel/index.ts";

export type BillingErrorCode =
  /** There is nothing of that id, or the caller may not see it. */
  | "billing/unknown"
  | "billing/unknown-price"
  | "billing/unknown-branch"
  /** The books don't let it be. */
  | "billing/refused"
  /** Somebody else has to do it, who may. */
  | "billing/needs-approval"
  /** It can be done with a reason. */
  | "billing/needs-reason"
  | "billing/changed-meanwhile"
  | "billing/unsuitable";

/** Why billing refuses. */
export class BillingError extends CodedError<BillingErrorCode> {}

export function unknownHere(): BillingError {
  return new BillingError("billing/unknown", "there is nothing of that id that you may see");
}
