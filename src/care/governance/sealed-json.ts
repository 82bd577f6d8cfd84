import type { Vault } from "./ports.ts";

/** Seals a small object under a context that says whose it is. */
export function sealJson<T extends object>(vault: Pick<Vault, "seal">, context: string, value: T): Buffer {
  return vault.seal(context, Buffer.from(JSON.stringify(value)));
}

/** @throws CryptoError `crypto/wrong-key-or-altered` */
export function openJson<T extends object>(vault: Pick<Vault, "open">, context: string, sealed: Buffer): T {
  return JSON.parse(vault.open(context, sealed).toString()) as T;
}
