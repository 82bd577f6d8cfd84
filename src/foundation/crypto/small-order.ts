// The encodings of edwards25519's points of order 1, 2, 4 and 8, sign bit cleared, with their non-canonical forms.
// A "signature" under such a key can be made without any secret, for every message at once.
// Source: RFC 7748 §6.1 and "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko, 2020), table 1.
const smallOrderPoints = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** Whether 32 raw bytes encode a point of small order. */
export function isSmallOrder(rawPublicKey: Uint8Array): boolean {
  const point = Buffer.from(rawPublicKey);
  point[31] = (point[31] ?? 0) & 0x7f;
  return smallOrderPoints.has(point.toString("hex"));
}
