import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { type JWK, calculateJwkThumbprint, exportJWK } from "jose";

/** ECDSA on P-256 with SHA-256: what every JOSE library, HSM and FIPS module has. */
export const signatureAlgorithm = "ES256";

/** How long a key signs at most. */
export const longestUseMilliseconds = 365 * 86_400_000;

/**
 * A public key with its time, as a JWK. `nbf` and `exp` are NumericDates (seconds since 1970, with milliseconds as a fraction): a
 * signature made before `nbf`, or at `exp` or later, isn't one of this key. Source: OpenID Federation 1.0, "Federation Historical
 * Keys", which gives the members of a JWK these meanings.
 */
export interface PublicSignatureKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly alg: typeof signatureAlgorithm;
  readonly use: "sig";
  /** RFC 7638 thumbprint of the key, so that a name can't be given to another key. */
  readonly kid: string;
  readonly nbf: number;
  readonly exp: number;
}

/** Every key that an organisation ever signed records with, oldest first: a JWK set. */
export interface KeyHistory {
  readonly keys: readonly PublicSignatureKey[];
}

export interface SignatureKey {
  readonly publicKey: PublicSignatureKey;
  /** Undefined once the key is retired: then it can verify and never sign again. */
  readonly privateKey: JWK | undefined;
}

const makeKeyPair = promisify(generateKeyPair);

/** @param at milliseconds since 1970 */
export async function makeSignatureKey(at: number): Promise<SignatureKey> {
  const { privateKey } = await makeKeyPair("ec", { namedCurve: "P-256" });
  const jwk = await exportJWK(privateKey);
  const { x = "", y = "" } = jwk;
  const publicKey: PublicSignatureKey = {
    kty: "EC",
    crv: "P-256",
    x,
    y,
    alg: signatureAlgorithm,
    use: "sig",
    kid: await calculateJwkThumbprint({ kty: "EC", crv: "P-256", x, y }),
    nbf: at / 1000,
    exp: (at + longestUseMilliseconds) / 1000,
  };
  return { publicKey, privateKey: { ...jwk, alg: signatureAlgorithm } };
}

/** @param at milliseconds since 1970 */
export function isValidAt({ nbf, exp }: Pick<PublicSignatureKey, "nbf" | "exp">, at: number): boolean {
  return at >= Math.round(nbf * 1000) && at < Math.round(exp * 1000);
}
