import { CodedError } from "../kernel/index.ts";

/** What can go wrong with a key, a sealed value or a signature. Messages never hold key or plain text. */
export type CryptoErrorCode =
  | "crypto/malformed"
  | "crypto/nonce-budget-spent"
  | "crypto/refused-cost"
  | "crypto/weak-public-key"
  | "crypto/wrong-key-length"
  | "crypto/wrong-key-or-altered";

export class CryptoError extends CodedError<CryptoErrorCode> {}
