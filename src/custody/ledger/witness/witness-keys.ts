import { deriveKey, importMlDsaSigningKey, importSigningKey } from "../../../foundation/crypto/index.ts";
import {
  type MlDsaCosigner,
  NoteError,
  type NoteSigner,
  type NoteVerifier,
  mlDsaCosigner,
  noteSigner,
  parseVerifierKey,
} from "../verify/index.ts";

/** A witness's two keys, Ed25519 and ML-DSA-44, from one seed of 32 bytes.
 *  @throws NoteError `ledger/malformed-key`; CryptoError `crypto/wrong-key-length` */
export function witnessSigners(name: string, seed: Uint8Array): readonly [NoteSigner, MlDsaCosigner] {
  return [
    noteSigner(name, importSigningKey(deriveKey(seed, "wardbook/witness/ed25519/v1")), "cosignature"),
    mlDsaCosigner(name, importMlDsaSigningKey(deriveKey(seed, "wardbook/witness/ml-dsa-44/v1"))),
  ];
}

/** The logs that a file names: a verifier key on each line, with or without the word "log" of a policy before it. Other lines of a
 *  policy are passed over, so that the one a log publishes will do. @throws NoteError `ledger/malformed-policy`, `ledger/malformed-key` */
export function parseWitnessLogs(text: string): readonly NoteVerifier[] {
  const logs = text.split("\n").flatMap((line) => {
    const [first = "#", second = ""] = line.trim().split(/[ \t]+/);
    if (first === "" || first.startsWith("#") || /^(?:witness|group|quorum)$/.test(first)) return [];
    const verifier = parseVerifierKey(first === "log" ? second : first);
    return verifier.kind === "note" ? [verifier] : [];
  });
  if (logs.length === 0) throw new NoteError("ledger/malformed-policy", "the file names no log");
  return logs;
}
