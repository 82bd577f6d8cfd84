import { hash, parseOptions, verify } from "@node-rs/argon2";
import type { Secret } from "../kernel/index.ts";
import { argon2id } from "./argon2id.ts";
import type { ArgonCost } from "./argon2id.ts";
import { CryptoError } from "./crypto-error.ts";

/** Paid at each sign-in. Source: OWASP Password Storage Cheat Sheet (at least 19 MiB, 2 passes, 1 lane), with more memory. */
export const passwordCost: ArgonCost = { memoryKib: 65_536, passes: 2, lanes: 1 };

const tagBytes = 32;

/** A PHC string (`$argon2id$v=19$m=…`) to store: it holds its salt and cost. */
export async function hashPassword(password: Secret<string>, cost: ArgonCost = passwordCost): Promise<string> {
  return hash(normal(password), {
    algorithm: argon2id,
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: tagBytes,
  });
}

/** @throws CryptoError `crypto/malformed` when `stored` is no argon2id PHC string; a wrong password is just false. */
export async function verifyPassword(stored: string, password: Secret<string>): Promise<boolean> {
  parsePhc(stored);
  return verify(stored, normal(password));
}

/** Whether a stored hash is weaker than the present cost: hash the password anew at the next successful sign-in. */
export function needsRehash(stored: string, cost: ArgonCost = passwordCost): boolean {
  const options = parsePhc(stored);
  return options.memoryCost < cost.memoryKib || options.timeCost < cost.passes || options.outputLen < tagBytes;
}

function parsePhc(stored: string) {
  try {
    const options = parseOptions(stored);
    if (options.algorithm === argon2id) return options;
  } catch (cause) {
    throw new CryptoError("crypto/malformed", "not an argon2 hash", { cause });
  }
  throw new CryptoError("crypto/malformed", "not an argon2id hash");
}

// NFC as in RFC 8265's OpaqueString: the same password, however the keyboard composed it.
function normal(password: Secret<string>): string {
  return password.expose().normalize("NFC");
}
