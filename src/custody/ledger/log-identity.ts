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

/** Remembers what is made of an organisation's keys for as long as they are open: their object is another one once they have changed. */
function remembering<Keys extends object, Made>(make: (keys: Keys) => Made): (keys: Keys) => Made {
  const known = new WeakMap<Keys, Made>();
  return (keys) => {
    const found = known.get(keys);
    if (found !== undefined) return found;
    const made = make(keys);
    known.set(keys, made);
    return made;
  };
}

/** A ledger's origin names the first key that signed it, so that no two ledgers share one; it stays when the key is replaced. */
const logName = remembering(({ signers: [first] }: Pick<TenantKeys, "signers">): string => {
  if (first === undefined) throw new RangeError("a ledger has a signing key");
  return `wardbook/${sha256(exportPublicKey(first)).toString("hex", 0, 8)}`;
});

/** Who signs an organisation's checkpoints now. */
export const logSigner: (keys: LogKeys) => NoteSigner = remembering((keys: LogKeys) =>
  noteSigner(logName(keys), keys.signing),
);

/** Whose signatures on its checkpoints hold: also those of keys that were replaced, under the same name. */
export const logVerifiers: (keys: Pick<TenantKeys, "signers">) => readonly NoteVerifier[] = remembering(
  (keys: Pick<TenantKeys, "signers">) => keys.signers.map((key) => noteVerifier(logName(keys), key)),
);

/** Who signs them a second time, with ML-DSA-44, where they are shown to others. */
export const logCosigner: (keys: BothLogKeys) => MlDsaCosigner = remembering((keys: BothLogKeys) => {
  const seed = keys.vault.secret("ledger-signing-ml-dsa-44").expose();
  return mlDsaCosigner(logName(keys), importMlDsaSigningKey(seed));
});

/** What a log is called in paths: the part of its origin that names the key. */
export function logFolder(keys: Pick<TenantKeys, "signers">): string {
  return logName(keys).slice("wardbook/".length);
}

/** As verifier keys: the log's own, oldest first, and the one of its second signature. */
export function verifierKeys(keys: BothLogKeys): { readonly own: readonly string[]; readonly second: string } {
  return { own: logVerifiers(keys).map(formatVerifierKey), second: formatVerifierKey(logCosigner(keys).verifier) };
}
