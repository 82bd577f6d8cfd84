import { type SigningKey, exportPublicKey, publicKeyOf, sha256 } from "../../foundation/crypto/index.ts";
import { type NoteSigner, noteSigner } from "./verify/index.ts";

/** Who signs an organisation's checkpoints. The origin names the key itself, so that no two ledgers share one. */
export function logSigner(signing: SigningKey): NoteSigner {
  const fingerprint = sha256(exportPublicKey(publicKeyOf(signing))).toString("hex", 0, 8);
  return noteSigner(`wardbook/${fingerprint}`, signing);
}
