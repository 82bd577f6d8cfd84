import { randomToken, sha256 } from "../../foundation/crypto/index.ts";
import { Secret, type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";

const shape = /^([1-9]\d{0,9})\.[A-Za-z0-9_-]{16}$/;
const idBytes = 12;

/** `<tenant>.<96 random bits>`: unique everywhere, and it says where to look. Not a secret. */
export function newClientId(tenant: TenantId): string {
  return `${tenant}.${randomToken(idBytes)}`;
}

export function tenantOfClientId(text: string): TenantId | undefined {
  const tenant = Number(shape.exec(text)?.[1] ?? 0);
  return tenant >= 1 && tenant <= 0x7fffffff ? parseTenantId(tenant) : undefined;
}

/** 256 random bits; shown once. */
export function newClientSecret(): Secret<string> {
  return new Secret(`wbs_${randomToken()}`);
}

/**
 * SHA-256 is right here, and argon2 would be wrong: the secret is 256 random bits, so nobody guesses it backwards at any
 * speed, and a slow hash would only let strangers spend this server's time at the token endpoint.
 */
export function hashClientSecret(secret: Secret<string>): Buffer {
  return sha256(`wardbook/client-secret/v1|${secret.expose()}`);
}
