import {
  type SigningKey,
  exportPublicKey,
  importMlDsaSigningKey,
  publicKeyOf,
  sha256,
} from "../../foundation/crypto/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { type MlDsaCosigner, type NoteSigner, formatVerifierKey, mlDsaCosigner, noteSigner } from "./verify/index.ts";

/** Who signs an organisation's checkpoints. The origin names the key itself, so that no two ledgers share one. */
export function logSigner(signing: SigningKey): NoteSigner {
  const fingerprint = sha256(exportPublicKey(publicKeyOf(signing))).toString("hex", 0, 8);
  return noteSigner(`wardbook/${fingerprint}`, signing);
}

/** Who signs them a second time, with ML-DSA-44, where they are shown to others. */
export function logCosigner(keys: Pick<TenantKeys, "signing" | "vault">): MlDsaCosigner {
  const seed = keys.vault.secret("ledger-signing-ml-dsa-44").expose();
  return mlDsaCosigner(logSigner(keys.signing).verifier.name, importMlDsaSigningKey(seed));
}

/** What a log is called in paths: the part of its origin that names the key. */
export function logFolder(signing: SigningKey): string {
  return logSigner(signing).verifier.name.slice("wardbook/".length);
}

/** Both keys as verifier keys: the log's own, and the one of its second signature. */
export function verifierKeys(keys: Pick<TenantKeys, "signing" | "vault">): readonly [string, string] {
  return [formatVerifierKey(logSigner(keys.signing).verifier), formatVerifierKey(logCosigner(keys).verifier)];
}
