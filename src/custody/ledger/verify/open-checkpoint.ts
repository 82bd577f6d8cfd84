import type { Checkpoint } from "./checkpoint.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { NoteError } from "./note-error.ts";
import type { NoteVerifier } from "./note-key.ts";
import { rawPublicKey } from "./note-key.ts";
import type { VerifiedSignature } from "./signed-note.ts";
import { openNote } from "./signed-note.ts";

/** Whom to believe about a ledger. */
export interface TrustPolicy {
  /** The ledger's own key, of kind "note"; its name is the checkpoint's origin. */
  readonly log: NoteVerifier;
  /** Witnesses' keys, of a cosignature's kind. */
  readonly witnesses: readonly NoteVerifier[];
  /** How many of the witnesses must have signed. */
  readonly witnessesNeeded: number;
}

/** A checkpoint that satisfies a policy. */
export interface TrustedCheckpoint extends Checkpoint {
  /** Those of the policy's witnesses who signed, and when. */
  readonly witnessed: readonly VerifiedSignature[];
}

/**
 * Opens a signed checkpoint: the ledger's key signed it, it speaks of that ledger, enough witnesses saw it.
 * @throws NoteError `ledger/malformed-note`, `ledger/wrong-signature`, `ledger/unknown-signer`,
 *   `ledger/malformed-checkpoint`, `ledger/wrong-origin`, `ledger/too-few-witnesses`
 */
export function openCheckpoint(note: string, { log, witnesses, witnessesNeeded }: TrustPolicy): TrustedCheckpoint {
  const { text, signedBy } = openNote(note, [log, ...witnesses]);
  if (!signedBy.some(({ verifier }) => verifier === log)) {
    throw new NoteError("ledger/unknown-signer", "the ledger's own key didn't sign this checkpoint");
  }
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name) throw new NoteError("ledger/wrong-origin", "the checkpoint is another ledger's");
  const witnessed = signedBy.filter(({ verifier }) => verifier !== log);
  // One key under two names is one witness.
  const distinct = new Set(witnessed.map(({ verifier }) => rawPublicKey(verifier).toString("hex"))).size;
  if (distinct < witnessesNeeded) {
    throw new NoteError("ledger/too-few-witnesses", `${distinct} of ${witnessesNeeded} witnesses signed`);
  }
  return { ...checkpoint, witnessed };
}
