export { importAeadKey, open, seal, sealCount, sealOverheadBytes, sealTo, sealsPerKey } from "./aead.ts";
export type { AeadKey } from "./aead.ts";
export type { ArgonCost } from "./argon2id.ts";
export { createBlinder, tokenLength } from "./blind.ts";
export type { Blinder } from "./blind.ts";
export { equalBytes, equalTexts } from "./constant-time.ts";
export { CryptoError } from "./crypto-error.ts";
export type { CryptoErrorCode } from "./crypto-error.ts";
export { deriveKey, keyCommitment } from "./derive.ts";
export { hmacSha256, sha256 } from "./digest.ts";
export {
  exportMlDsaPublicKey,
  importMlDsaPublicKey,
  importMlDsaSigningKey,
  mlDsaPublicKeyLength,
  mlDsaPublicKeyOf,
  mlDsaSign,
  mlDsaSignatureLength,
  mlDsaVerify,
} from "./ml-dsa.ts";
export type { MlDsaPublicKey, MlDsaSigningKey } from "./ml-dsa.ts";
export { derivePassphraseKey, newPassphraseParameters, passphraseCost } from "./passphrase.ts";
export type { PassphraseParameters } from "./passphrase.ts";
export { hashPassword, needsRehash, passwordCost, verifyPassword } from "./password.ts";
export { randomBytes32, randomToken, randomUuid } from "./random.ts";
export { combineShares, splitSecret } from "./shamir.ts";
export type { SecretShare } from "./shamir.ts";
export {
  exportPublicKey,
  exportSeed,
  generateSigningKey,
  importPublicKey,
  importSigningKey,
  publicKeyOf,
  sign,
  signatureLength,
  verify,
} from "./sign.ts";
export type { PublicKey, SigningKey } from "./sign.ts";
