import { resolve } from "node:path";

/** Who encrypts. */
export type TlsSetting =
  /** Nobody here: this machine only, or a declared proxy does. */
  | { readonly kind: "off" }
  /** We do, with a certificate of our own making: for trials, because browsers warn. */
  | { readonly kind: "self-signed" }
  /** We do, with these files (PEM); absolute paths. */
  | { readonly kind: "files"; readonly certificate: string; readonly key: string };

/** Reads `off`, `self-signed` or `CERTIFICATE.pem,KEY.pem`. */
export function parseTlsSetting(text: string): TlsSetting | undefined {
  if (text === "off" || text === "self-signed") return { kind: text };
  const [certificate = "", key = "", ...more] = text.split(",").map((part) => part.trim());
  if (certificate === "" || key === "" || more.length > 0) return undefined;
  return { kind: "files", certificate: resolve(certificate), key: resolve(key) };
}
