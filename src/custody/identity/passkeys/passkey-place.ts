import { isIP } from "node:net";

/** Where passkeys of this installation belong. */
export interface PasskeyPlace {
  /** The domain that a passkey is bound to. */
  readonly rpId: string;
  /** Pages that may use it. */
  readonly origins: readonly string[];
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A passkey is bound to a domain name, and browsers use it on encrypted pages only; `localhost` is the one exception to both. At
 * this machine's own addresses passkeys therefore work under the name `localhost`, and nowhere under another bare IP address.
 * @param publicOrigin what people type: "https://ward.example"
 * @returns undefined where no browser would use one
 */
export function passkeyPlaceOf(publicOrigin: string): PasskeyPlace | undefined {
  const url = new URL(publicOrigin);
  if (loopback.has(url.hostname)) {
    url.hostname = "localhost";
    return { rpId: "localhost", origins: [url.origin] };
  }
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0;
  if (isAddress || url.protocol !== "https:") return undefined;
  return { rpId: url.hostname, origins: [url.origin] };
}
