import { isIPv4, isIPv6 } from "node:net";

/**
 * The part of the network that an address stands for: what one subscriber can make up addresses in at will counts as one source.
 * IPv4: the address. IPv6: its first 56 bits, which is what providers hand to one home or office.
 */
export function sourceBlock(address: string): string {
  const plain = plainAddress(address);
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const numbers = groupsOf(plain);
  const last = (numbers[3] ?? 0) & 0xff00;
  return `${[...numbers.slice(0, 3), last].map((group) => group.toString(16)).join(":")}::/56`;
}

/**
 * The part of the network that a site or a small hoster has: whoever wants many blocks gets this whole one at once, often for nothing. Honest
 * strangers share it, so what it is allowed is more. IPv4: 24 bits. IPv6: 48 bits, which is what a site is given (RFC 6177).
 */
export function siteBlock(address: string): string {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return `${plain.slice(0, plain.lastIndexOf("."))}.0/24`;
  if (!isIPv6(plain)) return plain;
  const numbers = groupsOf(plain).slice(0, 3);
  return `${numbers.map((group) => group.toString(16)).join(":")}::/48`;
}

/** Of an IPv6 address, the first four numbers. */
function groupsOf(plain: string): readonly number[] {
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16));
}

function plainAddress(address: string): string {
  return withoutPort(address)
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "")
    .replace(/%.*$/, "");
}

/** Some proxies write "192.0.2.7:50411" or "[2001:db8::1]:50411", and the port is another one each time. */
function withoutPort(address: string): string {
  const [, six, four] = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/.exec(address) ?? [];
  return six ?? four ?? address;
}
