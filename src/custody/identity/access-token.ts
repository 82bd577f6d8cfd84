import { SignJWT, decodeProtectedHeader, errors, jwtVerify } from "jose";
import { importSigningKey, publicKeyOf } from "../../foundation/crypto/index.ts";
import type { PublicKey, SigningKey } from "../../foundation/crypto/index.ts";
import { type TenantId, isUuid, parseTenantId } from "../../foundation/kernel/index.ts";
import type { Keyring } from "../keyring/index.ts";

/** Who issues tokens, and for whom. */
export interface TokenNames {
  /** The installation's own URL. */
  readonly issuer: string;
  readonly audience: string;
}

/** AU-6: short-lived. */
export const tokenLifetimeSeconds = 10 * 60;
const algorithm = "EdDSA";
const type = "at+jwt";

/** What an access token says (RFC 9068). The grant it points at is the truth. */
export interface TokenClaims {
  readonly grantId: string;
  readonly clientId: string;
  readonly scope: string;
}

/** What a genuine token is good for, unless its grant is gone. */
export interface GenuineToken {
  readonly tenant: TenantId;
  readonly grantId: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface TokenKeys {
  sign(tenant: TenantId, claims: TokenClaims, now: number): Promise<string>;
  /** The token, when this installation signed it for this audience and it has not expired. */
  verify(token: string, now: number): Promise<GenuineToken | undefined>;
}

interface KeyPair {
  readonly signing: SigningKey;
  readonly verifying: PublicKey;
}

export function createTokenKeys(keyring: Pick<Keyring, "vault">, names: TokenNames): TokenKeys {
  const pairs = new Map<TenantId, KeyPair>();

  async function pairOf(tenant: TenantId): Promise<KeyPair> {
    const known = pairs.get(tenant);
    if (known !== undefined) return known;
    const signing = importSigningKey((await keyring.vault(tenant)).secret("access-token").expose());
    const pair = { signing, verifying: publicKeyOf(signing) };
    pairs.set(tenant, pair);
    return pair;
  }

  return {
    async sign(tenant, { grantId, clientId, scope }, now) {
      const issuedAt = Math.floor(now / 1000);
      return new SignJWT({ client_id: clientId, scope })
        .setProtectedHeader({ alg: algorithm, typ: type, kid: `${tenant}.1` })
        .setIssuer(names.issuer)
        .setAudience(names.audience)
        .setSubject(clientId)
        .setJti(grantId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + tokenLifetimeSeconds)
        .sign((await pairOf(tenant)).signing);
    },

    async verify(token, now) {
      const tenant = tenantOf(token);
      if (tenant === undefined) return undefined;
      try {
        const { verifying } = await pairOf(tenant);
        const options = {
          ...names,
          algorithms: [algorithm],
          typ: type,
          requiredClaims: ["exp", "jti"],
          currentDate: new Date(now),
        };
        const { payload } = await jwtVerify(token, verifying, options);
        const { jti, exp } = payload;
        return jti !== undefined && isUuid(jti) && exp !== undefined
          ? { tenant, grantId: jti, until: exp * 1000 }
          : undefined;
      } catch (error) {
        // An organisation that doesn't exist, a wrong signature and an expired token are one answer: no token.
        if (error instanceof errors.JOSEError || isUnknownTenant(error)) return undefined;
        throw error;
      }
    },
  };
}

function isUnknownTenant(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "keyring/unknown-tenant";
}

/** The organisation whose key the token names, before anything is proven. */
function tenantOf(token: string): TenantId | undefined {
  try {
    const { kid } = decodeProtectedHeader(token);
    const number = Number(/^([1-9]\d{0,9})\.1$/.exec(kid ?? "")?.[1] ?? 0);
    return number >= 1 && number <= 0x7fffffff ? parseTenantId(number) : undefined;
  } catch {
    return undefined;
  }
}
