import { knownOrigins } from "../origin.ts";
import { edgeRefusal } from "./answer-refusal.ts";
import type { Check } from "./check.ts";

/** Refuses what is addressed to another host than ours: links, cookies and caches made for it would be somebody else's. First of all
 *  checks: nothing is looked at before it is known to be for us. */
export function isForUs(publicOrigin: string): Check {
  const hosts = hostsOf(publicOrigin);
  // Nearly every request writes it in the same way.
  let lastHost: string | undefined;
  return (request) => {
    const { headers, rawHeaders, url = "" } = request.raw;
    // An absolute address would count instead of the Host header (RFC 9112 §3.2.2), and no client of ours sends one.
    if (url.charCodeAt(0) !== slash)
      return edgeRefusal(400, "http/malformed-request", "The address must begin with a slash.");
    if (headers.host !== undefined && countOfHost(rawHeaders) > 1)
      return edgeRefusal(400, "http/malformed-request", "There is more than one Host header.");
    const { host } = request;
    if (host !== lastHost && !hosts.has(host.toLowerCase()))
      return edgeRefusal(
        421,
        "http/unknown-host",
        "This server does not answer for that host. Its address is another one.",
      );
    lastHost = host;
    return undefined;
  };
}

const slash = 0x2f;

/** As a Host header may write them: with the port, or without it where it is the usual one. */
function hostsOf(publicOrigin: string): ReadonlySet<string> {
  return new Set(
    [...knownOrigins(publicOrigin)].flatMap((origin) => {
      const { host, hostname, protocol, port } = new URL(origin);
      return port === "" ? [host, `${hostname}:${protocol === "https:" ? 443 : 80}`] : [host];
    }),
  );
}

function countOfHost(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") count += 1;
  }
  return count;
}
