/** What must be in no log, no error and no crash output. */
export type CanaryKind = "key" | "secret" | "patient";

/** One that a test made, as a run writes it down: bytes as hexadecimal digits. */
export interface Canary {
  readonly kind: CanaryKind;
  readonly of: "text" | "bytes";
  readonly value: string;
  /** The test file that made it. */
  readonly from: string;
}

/** Shorter texts are found by chance. */
export const shortestSought = 8;

const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => base32Letters[Number.parseInt(five, 2)]).join("");
}

/** All the ways in which a canary would be printed: bytes as people and programs write bytes, texts also as JSON escapes them and as
 *  searches fold them. */
export function writingsOf({ of, value }: Pick<Canary, "of" | "value">): readonly string[] {
  if (of === "text") {
    const escaped = JSON.stringify(value).slice(1, -1);
    const texts = [value, escaped, value.toLowerCase(), Buffer.from(value).toString("base64").replace(/=+$/, "")];
    return [...new Set(texts)].filter((text) => Buffer.byteLength(text) >= shortestSought);
  }
  const bytes = Buffer.from(value, "hex");
  const asHex = value.toLowerCase();
  return [
    ...new Set([
      asHex,
      asHex.toUpperCase(),
      bytes.toString("base64").replace(/=+$/, ""),
      bytes.toString("base64url"),
      // As `JSON.stringify` and `util.inspect` write a Buffer.
      bytes.join(","),
      (asHex.match(/../g) ?? []).join(" "),
      ...(bytes.length === 20 ? [base32(bytes)] : []),
    ]),
  ];
}
