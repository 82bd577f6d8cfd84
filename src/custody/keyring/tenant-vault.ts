import {
  type AeadKey,
  CryptoError,
  deriveKey,
  hmacSha256,
  importAeadKey,
  open,
  seal,
} from "../../foundation/crypto/index.ts";
import { Secret, type TenantId } from "../../foundation/kernel/index.ts";

/** Sealing for what belongs to the organisation and to no patient: people, credentials, sessions. */
export interface TenantVault {
  /** @param context says what and whose the value is ("person/<id>/name"); the same is needed to open it. */
  seal(context: string, plaintext: Buffer): Buffer;
  /** Opens what any of the vault's keys sealed. @throws CryptoError `crypto/wrong-key-or-altered` */
  open(context: string, sealed: Buffer): Buffer;
  /** Seals anew what a key sealed that doesn't seal any more. @returns undefined where the present key did
   *  @throws CryptoError `crypto/wrong-key-or-altered` */
  renew(context: string, sealed: Buffer): Buffer | undefined;
  /** 16 bytes by which an exact value can be found again (HMAC-SHA-256, truncated). */
  blind(text: string): Buffer;
  /** A 32-byte secret of its own for each purpose; not the caller's to overwrite. */
  secret(purpose: string): Secret<Buffer>;
}

/** Half of a vault's key blinds and makes secrets. It outlives the half that seals: what it made is outside (ids of imported records, the
 *  ledger's second signature, names of signature keys) or can't be made again (recovery codes). */
export interface VaultNames {
  readonly blinding: Buffer;
  readonly secrets: Buffer;
}

/** The other half. */
export function vaultSealingKey(key: Buffer): AeadKey {
  const bytes = deriveKey(key, "wardbook/vault/seal/v1");
  try {
    return importAeadKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** They tell nothing of the key that they were derived from. */
export function vaultNamesOf(key: Buffer): VaultNames {
  return { blinding: deriveKey(key, "wardbook/vault/blind/v1"), secrets: deriveKey(key, "wardbook/vault/secrets/v1") };
}

/** @param opening keys that only open, as `vaultSealingKey` makes them */
export function vaultOf(
  tenant: TenantId,
  sealing: AeadKey,
  opening: readonly AeadKey[],
  { blinding, secrets }: VaultNames,
): TenantVault {
  const bind = (context: string) => Buffer.from(`${tenant}|${context}`);
  // Purposes are few and the ledger asks for its own hundreds of times a second: deriving one takes 15 us.
  const known = new Map<string, Secret<Buffer>>();

  function secretFor(purpose: string): Secret<Buffer> {
    const secret = known.get(purpose) ?? new Secret(deriveKey(secrets, `wardbook/vault/${purpose}/v1`));
    known.set(purpose, secret);
    return secret;
  }

  /** @throws CryptoError the present key's, where none opens it */
  function openWithOthers(refusal: unknown, context: string, sealed: Buffer): Buffer {
    for (const key of opening) {
      try {
        return open(key, sealed, bind(context));
      } catch (error) {
        if (!(error instanceof CryptoError)) throw error;
      }
    }
    throw refusal;
  }

  return {
    seal: (context, plaintext) => seal(sealing, plaintext, bind(context)),
    open(context, sealed) {
      try {
        return open(sealing, sealed, bind(context));
      } catch (error) {
        return openWithOthers(error, context, sealed);
      }
    },
    renew(context, sealed) {
      try {
        open(sealing, sealed, bind(context)).fill(0);
        return undefined;
      } catch (error) {
        const plaintext = openWithOthers(error, context, sealed);
        const renewed = seal(sealing, plaintext, bind(context));
        plaintext.fill(0);
        return renewed;
      }
    },
    blind: (text) => hmacSha256(blinding, Buffer.from(text.normalize("NFC"))).subarray(0, 16),
    secret: secretFor,
  };
}
