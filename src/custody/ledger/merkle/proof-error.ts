import { CodedError } from "../../../foundation/kernel/index.ts";

/** Why a proof about the tree can't be made or doesn't hold. One code per distinguishable failure. */
export type ProofErrorCode =
  | "ledger/earlier-root-mismatch"
  | "ledger/index-outside-tree"
  | "ledger/not-a-size"
  | "ledger/not-a-subtree"
  | "ledger/root-mismatch"
  | "ledger/sizes-out-of-order"
  | "ledger/tile-incomplete"
  | "ledger/wrong-hash-length"
  | "ledger/wrong-proof-length";

export class ProofError extends CodedError<ProofErrorCode> {}
