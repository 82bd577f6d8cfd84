import { CodedError } from "../../../foundation/kernel/index.ts";

/** Why tiles aren't written on. Each but the last means that somebody changed something. */
export type TileErrorCode =
  /** What lies there isn't what was published. */
  | "ledger/tile-differs"
  /** What is to be appended doesn't go on where the published tree ends. */
  | "ledger/tree-forked"
  /** What is to be published is shorter than what was. */
  | "ledger/rolled-back"
  | "ledger/malformed-bundle";

export class TileError extends CodedError<TileErrorCode> {}
