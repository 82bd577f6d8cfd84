import { randomBytes } from "node:crypto";
import { hmacSha256 } from "../../../foundation/crypto/index.ts";
import { type PersonId, Secret } from "../../../foundation/kernel/index.ts";
import type { TenantVault } from "../../keyring/index.ts";

// Crockford's base 32: no letter is mistaken for a digit or makes a word.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const letters = 24;
const groupLength = 4;
export const codesAtOnce = 10;

/** 120 random bits to write down: nobody guesses one, so a keyed fast hash is enough to keep it (ASVS 5.0, 6.5.2). */
export function newRecoveryCode(): Secret<string> {
  const text = [...randomBytes(letters)].map((byte) => alphabet[byte & 31]).join("");
  return new Secret(text.replace(new RegExp(`.{${groupLength}}(?=.)`, "g"), "$&-"));
}

/** The code's letters, however it was typed; undefined when it can't be one. */
export function readRecoveryCode(typed: string): string | undefined {
  const plain = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return plain.length === letters && [...plain].every((letter) => alphabet.includes(letter)) ? plain : undefined;
}

/** What is kept of a code. What can't be a code has a hash too, so that it takes the same path. */
export function hashRecoveryCode(vault: TenantVault, person: PersonId, typed: string): Buffer {
  return hmacSha256(vault.secret("recovery-code").expose(), `${person}|${readRecoveryCode(typed) ?? ""}`);
}
