import type { SessionCookie } from "../../../custody/identity/index.ts";

// The __Host- prefix makes browsers insist on Secure and Path=/ and refuse a Domain: no sibling host can plant it.
const name = "__Host-wardbook";
const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict";

/** Without an age: it goes when the browser closes. How long the session lives is the server's business. */
export function setCookieHeader(cookie: SessionCookie): string {
  return `${name}=${cookie.text.expose()}; ${attributes}`;
}

export const clearCookieHeader = `${name}=; ${attributes}; Max-Age=0`;

/** The session cookie's value in a Cookie header. */
export function sessionCookieIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
