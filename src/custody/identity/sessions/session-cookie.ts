import { equalTexts, hmacSha256, randomToken, sha256 } from "../../../foundation/crypto/index.ts";
import { Secret, type TenantId, parseTenantId } from "../../../foundation/kernel/index.ts";

/** What a session's cookie holds: `<tenant>.<256 random bits, base64url>`. */
export interface SessionCookie {
  readonly tenant: TenantId;
  readonly text: Secret<string>;
  /** SHA-256 of the text. The secret is uniform and long, so a fast hash can't be guessed backwards. */
  readonly hash: Buffer;
}

const shape = /^([1-9]\d{0,9})\.[A-Za-z0-9_-]{43}$/;

export function newSessionCookie(tenant: TenantId): SessionCookie {
  return cookieOf(tenant, `${tenant}.${randomToken()}`);
}

export function parseSessionCookie(text: string): SessionCookie | undefined {
  const tenant = Number(shape.exec(text)?.[1] ?? 0);
  return tenant >= 1 && tenant <= 0x7fffffff ? cookieOf(parseTenantId(tenant), text) : undefined;
}

function cookieOf(tenant: TenantId, text: string): SessionCookie {
  return { tenant, text: new Secret(text), hash: sha256(text) };
}

/** What the page must send back with every changing request. It doesn't tell the cookie, and another site can't read it. */
export function csrfTokenOf(cookie: SessionCookie): string {
  return hmacSha256(Buffer.from(cookie.text.expose()), "wardbook/csrf/v1").toString("base64url");
}

export function isCsrfTokenOf(cookie: SessionCookie, token: string): boolean {
  return equalTexts(token, csrfTokenOf(cookie));
}
