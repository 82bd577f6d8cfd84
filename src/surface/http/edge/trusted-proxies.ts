import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import type { Proxies } from "../../../foundation/platform/config/index.ts";

/** Whether an address is a declared proxy's. */
export type Trusts = (address: string | undefined) => boolean;

export function trustOf(proxies: Proxies): Trusts {
  const list = new BlockList();
  for (const text of proxies) {
    const [address = "", prefix] = text.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    const plain = plainAddress(address ?? "");
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 6 ? "ipv6" : "ipv4");
  };
}

/** `::ffff:10.0.0.5` is 10.0.0.5, seen by a socket that listens on IPv6. */
function plainAddress(address: string): string {
  return address.startsWith("::ffff:") && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

const thisMachine = trustOf(["127.0.0.0/8", "::1"]);
export const isThisMachine: Trusts = thisMachine;

/** Writes what a declared proxy says in `Forwarded` (RFC 7239) into the older headers, which the framework reads. */
export function translateForwarded(request: IncomingMessage, trusts: Trusts): void {
  const { headers } = request;
  const { forwarded } = headers;
  if (forwarded === undefined || headers["x-forwarded-for"] !== undefined || !trusts(request.socket.remoteAddress))
    return;
  const hops = forwarded.split(",").map(pairsOf);
  const addresses = hops.flatMap((hop) => addressIn(hop.get("for") ?? ""));
  if (addresses.length > 0) headers["x-forwarded-for"] = addresses.join(", ");
  // The last hop is what the proxy in front of us says.
  const last = hops.at(-1);
  const proto = last?.get("proto");
  const host = last?.get("host");
  if (proto !== undefined) headers["x-forwarded-proto"] = proto;
  if (host !== undefined) headers["x-forwarded-host"] = host;
}

function pairsOf(hop: string): ReadonlyMap<string, string> {
  return new Map(
    hop.split(";").map((pair) => {
      const equals = pair.indexOf("=");
      const value = pair.slice(equals + 1).trim();
      return [pair.slice(0, equals).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1")];
    }),
  );
}

/** `192.0.2.43`, `192.0.2.43:47011`, `[2001:db8::1]:4711`; a name that hides the address is none. */
function addressIn(node: string): readonly string[] {
  const [, six, four] = /^(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+))(?::\d{1,5})?$/.exec(node) ?? [];
  const address = six ?? four ?? "";
  return isIP(address) === 0 ? [] : [address];
}
