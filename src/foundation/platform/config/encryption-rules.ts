import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./public-origin.ts";
import type { Proxies } from "./proxies.ts";
import type { TlsSetting } from "./tls-setting.ts";

export interface Listening {
  readonly host: string;
  readonly publicOrigin: string;
  readonly tls: TlsSetting;
  readonly proxies: Proxies;
}

/** Refuses every combination in which health data could cross a network unencrypted, or in which it would look as if they did not.
 *  @throws ConfigError */
export function refuseUnencrypted({ host, publicOrigin, tls, proxies }: Listening): void {
  const { protocol, hostname } = new URL(publicOrigin);
  const encryptsHere = tls.kind !== "off";
  if (!encryptsHere && proxies.length === 0 && !isLoopback(host)) {
    throw new ConfigError(
      "config/unencrypted",
      `WARDBOOK_HOST ${host} can be reached over the network, and nothing would be encrypted: ` +
        "set WARDBOOK_TLS to a certificate and its key (or to self-signed, for a trial), or say with WARDBOOK_TRUST_PROXY which proxy does TLS in front of it",
    );
  }
  if (protocol === "https:" && !encryptsHere && proxies.length === 0) {
    throw new ConfigError(
      "config/undeclared-proxy",
      `WARDBOOK_PUBLIC_URL is ${publicOrigin}, but nothing here speaks TLS: set WARDBOOK_TLS, or say with WARDBOOK_TRUST_PROXY which proxy does`,
    );
  }
  if (protocol === "http:" && encryptsHere) {
    throw new ConfigError(
      "config/unencrypted",
      `WARDBOOK_PUBLIC_URL must begin with https:// when WARDBOOK_TLS is set`,
    );
  }
  if (protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
    throw new ConfigError(
      "config/unencrypted",
      `WARDBOOK_PUBLIC_URL must begin with https://: browsers keep neither sessions nor passkeys for ${publicOrigin}`,
    );
  }
}
