import { exportPublicKey, importMlDsaSigningKey, sha256 } from "../../foundation/crypto/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import {
  type MlDsaCosigner,
  type NoteSigner,
  type NoteVerifier,
  formatVerifierKey,
  mlDsaCosigner,
  noteSigner,
  noteVerifier,
} from "./verify/index.ts";

type LogKeys = Pick<TenantKeys, "signing" | "signers">;
type BothLogKeys = LogKeys & Pick<TenantKeys, "vault">;

/** A ledger's origin names the first key that signed it, so that no two ledgers share one; it stays when the key is replaced. */
function logName({ signers: [first] }: Pick<TenantKeys, "signers">): string {
  if (first === undefined) throw new RangeError("a ledger has a signing key");
  return `wardbook/${sha256(exportPublicKey(first)).toString("hex", 0, 8)}`;
}

/** Who signs an organisation's checkpoints now. */
export function logSigner(keys: LogKeys): NoteSigner {
  return noteSigner(logName(keys), keys.signing);
}

/** Whose signatures on its checkpoints hold: also those of keys that were replaced, under the same name. */
export function logVerifiers(keys: Pick<TenantKeys, "signers">): readonly NoteVerifier[] {
  const name = logName(keys);
  return keys.signers.map((key) => noteVerifier(name, key));
}

/** Who signs them a second time, with ML-DSA-44, where they are shown to others. */
export function logCosigner(keys: BothLogKeys): MlDsaCosigner {
  const seed = keys.vault.secret("ledger-signing-ml-dsa-44").expose();
  return mlDsaCosigner(logName(keys), importMlDsaSigningKey(seed));
}

/** What a log is called in paths: the part of its origin that names the key. */
export function logFolder(keys: Pick<TenantKeys, "signers">): string {
  return logName(keys).slice("wardbook/".length);
}

/** As verifier keys: the log's own, oldest first, and the one of its second signature. */
export function verifierKeys(keys: BothLogKeys): { readonly own: readonly string[]; readonly second: string } {
  return { own: logVerifiers(keys).map(formatVerifierKey), second: formatVerifierKey(logCosigner(keys).verifier) };
}
