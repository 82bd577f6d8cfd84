import { CodedError } from "../../foundation/kernel/index.ts";

export type LedgerErrorCode =
  | "ledger/malformed-batch"
  | "ledger/unknown-entry"
  | "ledger/not-sequenced"
  | "ledger/tile-incomplete"
  | "ledger/not-as-signed"
  | "ledger/heads-altered";

export class LedgerError extends CodedError<LedgerErrorCode> {}
