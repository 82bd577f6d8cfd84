import { CodedError } from "../../foundation/kernel/index.ts";

export type PaymentsErrorCode =
  /** Nobody is paid online here. */
  | "payments/off"
  /** There is nothing of that id, or the caller may not see it. */
  | "payments/unknown"
  /** Nothing is open, or it doesn't add up. */
  | "payments/unsuitable"
  | "payments/refused"
  | "payments/currency";

/** Why a payment online isn't asked for. */
export class PaymentsError extends CodedError<PaymentsErrorCode> {}

export function unknownHere(): PaymentsError {
  return new PaymentsError("payments/unknown", "there is nothing of that id that you may see");
}
