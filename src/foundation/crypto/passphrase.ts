import { hashRaw } from "@node-rs/argon2";
import type { Secret } from "../kernel/index.ts";
import { argon2id } from "./argon2id.ts";
import type { ArgonCost } from "./argon2id.ts";
import { CryptoError } from "./crypto-error.ts";
import { keyLength } from "./key-length.ts";
import { randomBytes32 } from "./random.ts";

/** All that is needed, besides the passphrase, to derive the same key again. Not secret. */
export interface PassphraseParameters extends ArgonCost {
  readonly salt: Uint8Array;
}

/** Paid once at start. Source: RFC 9106 §4, second recommended option (64 MiB, 3 passes, 4 lanes), memory doubled twice. */
export const passphraseCost: ArgonCost = { memoryKib: 262_144, passes: 3, lanes: 4 };

/** A fresh salt with the present cost. */
export function newPassphraseParameters(cost: ArgonCost = passphraseCost): PassphraseParameters {
  return { ...cost, salt: randomBytes32() };
}

/**
 * The 32-byte key a passphrase stands for. The text is taken in Unicode form NFC (RFC 8265), so that it doesn't
 * matter on which keyboard it was typed.
 * @throws CryptoError `crypto/refused-cost`
 */
export async function derivePassphraseKey(
  passphrase: Secret<string>,
  parameters: PassphraseParameters,
): Promise<Buffer> {
  refuseAbsurdCost(parameters);
  return hashRaw(passphrase.expose().normalize("NFC"), {
    algorithm: argon2id,
    memoryCost: parameters.memoryKib,
    timeCost: parameters.passes,
    parallelism: parameters.lanes,
    salt: parameters.salt,
    outputLen: keyLength,
  });
}

// The parameters come from a file that others may have written: neither trivial to guess nor a way to exhaust memory.
function refuseAbsurdCost({ memoryKib, passes, lanes, salt }: PassphraseParameters): void {
  const within = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most;
  const sane =
    within(memoryKib, 19_456, 4_194_304) && within(passes, 1, 64) && within(lanes, 1, 64) && salt.length >= 16;
  if (!sane) throw new CryptoError("crypto/refused-cost", "argon2id parameters outside what is accepted");
}
