import type { FastifyInstance } from "fastify";

/** What the web app uses of what browsers can do: passkeys, copying to the clipboard, a full screen, and the camera for a patient's photo
 *  (the browser asks the person first). The rest is off for everybody,
 *  so that a script that shouldn't be there can't even ask. */
const permissions = [
  "publickey-credentials-get=(self)",
  "publickey-credentials-create=(self)",
  "clipboard-write=(self)",
  "fullscreen=(self)",
  "camera=(self)",
  ...[
    "accelerometer",
    "ambient-light-sensor",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "clipboard-read",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
  ].map((name) => `${name}=()`),
].join(", ");

const always: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-permitted-cross-domain-policies": "none",
  // Routes that may be kept say so themselves.
  "cache-control": "no-store",
};

/** Two years, as browsers' own lists ask. */
const strictTransport = "max-age=63072000; includeSubDomains";

/** Scripts and fonts from here only; styles from here or with this answer's nonce; nothing frames the app, which frames what it made
 *  itself alone; nothing is sent elsewhere. */
export function contentSecurityPolicy(nonce?: string): string {
  const styles = nonce === undefined ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // A PDF that the page asked for itself, shown by the browser.
    "frame-src blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** For what is no page: opened by itself it runs nothing, shows nothing of others, and is nobody's origin. */
const strictest = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** Headers of a page, instead of those of everything else. */
export function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  return { "content-security-policy": contentSecurityPolicy(nonce), "permissions-policy": permissions };
}

/** Headers of every answer. Pages set a policy of their own. */
export function securityHeaders(app: FastifyInstance, { keepsToTls }: { readonly keepsToTls: boolean }): void {
  const headers = {
    ...always,
    "content-security-policy": strictest,
    ...(keepsToTls ? { "strict-transport-security": strictTransport } : {}),
  };
  app.addHook("onRequest", (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
}
