import { randomToken, sha256 } from "../../foundation/crypto/index.ts";
import { type TenantId, parseTenantId } from "../../foundation/kernel/index.ts";

const shape = /^([1-9]\d{0,9})\.[A-Za-z0-9_-]{43}$/;

/** `<tenant>.<256 random bits>`: a code, token or grant says where to look, and nothing else. */
export function newArtifactId(tenant: TenantId): string {
  return `${tenant}.${randomToken()}`;
}

export function tenantOfArtifactId(text: string): TenantId | undefined {
  const tenant = Number(shape.exec(text)?.[1] ?? 0);
  return tenant >= 1 && tenant <= 0x7fffffff ? parseTenantId(tenant) : undefined;
}

/** What stands in the table. The text is uniform and long, so a fast hash can't be guessed backwards. */
export function hashArtifactId(text: string): Buffer {
  return sha256(`wardbook/oauth/v1|${text}`);
}
