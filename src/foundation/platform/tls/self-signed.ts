import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";
import { bits, explicit, identifier, implicit, integer, octets, sequence, set, text, truth, utcTime } from "./der.ts";

export interface PemPair {
  readonly certificate: string;
  readonly key: string;
}

const day = 24 * 60 * 60 * 1000;
/** Browsers refuse certificates that are meant to last longer. */
export const validDays = 397;

const ecdsaWithSha256 = sequence(identifier("1.2.840.10045.4.3.2"));

/** A certificate that vouches for itself (RFC 5280, X.509 v3, P-256): enough to try TLS out. Nobody should get used to the browser's warning. */
export function selfSigned(names: readonly string[], now: number): PemPair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(identifier("2.5.4.3"), text(`Wardbook trial ${names[0] ?? ""}`.trim()))));
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    // The top bit off and the next one on: positive, and never shortened to nothing.
    integer(withTopBits(randomBytes(16))),
    ecdsaWithSha256,
    name,
    sequence(utcTime(now - day), utcTime(now + validDays * day)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(3, extensions(names)),
  );
  const der = sequence(body, ecdsaWithSha256, bits(sign("sha256", body, privateKey)));
  return {
    certificate: pem("CERTIFICATE", der),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function withTopBits(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function extensions(names: readonly string[]): Buffer {
  const extension = (oid: string, critical: boolean, value: Buffer) =>
    sequence(identifier(oid), ...(critical ? [truth] : []), octets(value));
  return sequence(
    extension("2.5.29.17", false, sequence(...names.map(alternativeName))),
    // No authority: it vouches for itself and for nothing else.
    extension("2.5.29.19", true, sequence()),
    extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)),
    extension("2.5.29.37", false, sequence(identifier("1.3.6.1.5.5.7.3.1"))),
  );
}

function alternativeName(name: string): Buffer {
  const family = isIP(name);
  if (family === 0) return implicit(2, Buffer.from(name, "latin1"));
  return implicit(7, family === 4 ? Buffer.from(name.split(".").map(Number)) : ipv6Bytes(name));
}

function ipv6Bytes(address: string): Buffer {
  // The URL parser writes every IPv6 address in one way.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = canonical.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = groups(tail ?? "");
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => "0"), ...after];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
