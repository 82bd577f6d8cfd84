import { isIPv4, isIPv6 } from "node:net";

/**
 * The part of the network that an address stands for: what one subscriber can make up addresses in at will counts as one source.
 * IPv4: the address. IPv6: its first 56 bits, which is what providers hand to one home or office.
 */
export function sourceBlock(address: string): string {
  const plain = withoutPort(address)
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "")
    .replace(/%.*$/, "");
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  const numbers = groups.slice(0, 4).map((group) => Number.parseInt(group, 16));
  const last = (numbers[3] ?? 0) & 0xff00;
  return `${[...numbers.slice(0, 3), last].map((group) => group.toString(16)).join(":")}::/56`;
}

/** Some proxies write "192.0.2.7:50411" or "[2001:db8::1]:50411", and the port is another one each time. */
function withoutPort(address: string): string {
  const [, six, four] = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/.exec(address) ?? [];
  return six ?? four ?? address;
}
