import { CodedError } from "../../../foundation/kernel/index.ts";

/** Why a signed note, checkpoint or proof bundle isn't believed. One code per distinguishable failure. */
export type NoteErrorCode =
  | "ledger/malformed-checkpoint"
  | "ledger/malformed-key"
  | "ledger/malformed-note"
  | "ledger/malformed-policy"
  | "ledger/malformed-proof-bundle"
  | "ledger/too-few-witnesses"
  | "ledger/unknown-signer"
  | "ledger/wrong-origin"
  | "ledger/wrong-signature";

export class NoteError extends CodedError<NoteErrorCode> {}
