import { CodedError } from "../../foundation/kernel/index.ts";

export type LedgerErrorCode =
  | "ledger/malformed-batch"
  | "ledger/unknown-entry"
  | "ledger/not-sequenced"
  | "ledger/tile-incomplete"
  | "ledger/not-as-signed";

export class LedgerError extends CodedError<LedgerErrorCode> {}
