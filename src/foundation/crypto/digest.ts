import { createHmac, createSecretKey, hash } from "node:crypto";

/** SHA-256 of `data`, 32 bytes. */
export function sha256(data: Uint8Array | string): Buffer {
  return hash("sha256", data, "buffer");
}

/** HMAC-SHA-256 of `data`, 32 bytes, for what others must be able to recompute (a webhook's signature, say). */
export function hmacSha256(key: Uint8Array, data: Uint8Array | string): Buffer {
  return createHmac("sha256", createSecretKey(key)).update(data).digest();
}
