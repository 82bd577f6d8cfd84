import { type AeadKey, deriveKey, hmacSha256, importAeadKey, open, seal } from "../../foundation/crypto/index.ts";
import { Secret, type TenantId } from "../../foundation/kernel/index.ts";

/** Sealing for what belongs to the organisation and to no patient: people, credentials, sessions. */
export interface TenantVault {
  /** @param context says what and whose the value is ("person/<id>/name"); the same is needed to open it. */
  seal(context: string, plaintext: Buffer): Buffer;
  /** @throws CryptoError `crypto/wrong-key-or-altered` */
  open(context: string, sealed: Buffer): Buffer;
  /** 16 bytes by which an exact value can be found again (HMAC-SHA-256, truncated). */
  blind(text: string): Buffer;
  /** A 32-byte secret of its own for each purpose. */
  secret(purpose: string): Secret<Buffer>;
}

export function vaultOf(tenant: TenantId, key: Buffer): TenantVault {
  const sealing: AeadKey = importAeadKey(deriveKey(key, "wardbook/vault/seal/v1"));
  const blinding = deriveKey(key, "wardbook/vault/blind/v1");
  const secrets = deriveKey(key, "wardbook/vault/secrets/v1");
  const bind = (context: string) => Buffer.from(`${tenant}|${context}`);
  return {
    seal: (context, plaintext) => seal(sealing, plaintext, bind(context)),
    open: (context, sealed) => open(sealing, sealed, bind(context)),
    blind: (text) => hmacSha256(blinding, Buffer.from(text.normalize("NFC"))).subarray(0, 16),
    secret: (purpose) => new Secret(deriveKey(secrets, `wardbook/vault/${purpose}/v1`)),
  };
}
