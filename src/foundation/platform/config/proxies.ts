import { isIP } from "node:net";

/** Addresses of reverse proxies: only what they say about a request's origin counts. */
export type Proxies = readonly string[];

/** Reads `10.0.0.5,192.168.0.0/16,::1`. @returns undefined when a part is neither an address nor a network */
export function parseProxies(text: string): Proxies | undefined {
  const parts = text.split(",").map((part) => part.trim());
  return parts.every(isAddressOrNetwork) ? parts : undefined;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = "", prefix, ...more] = text.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  if (prefix === undefined) return true;
  // A network of every address would let anybody say where a request comes from.
  return /^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= (family === 4 ? 32 : 128);
}
