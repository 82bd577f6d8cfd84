import { CodedError } from "../../foundation/kernel/index.ts";

export type LedgerErrorCode =
  | "ledger/malformed-batch"
  | "ledger/unknown-entry"
  | "ledger/entry-pruned"
  | "ledger/not-sequenced"
  | "ledger/tile-incomplete"
  | "ledger/not-as-signed"
  | "ledger/heads-altered"
  | "ledger/pruning-outrun"
  | "ledger/pruning-stopped"
  | "ledger/no-pruning"
  | "ledger/bad-mail-settings"
  | "ledger/bad-retention";

export class LedgerError extends CodedError<LedgerErrorCode> {}
