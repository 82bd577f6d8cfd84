import { tokenLength } from "../../foundation/crypto/index.ts";

/** Tokens in order of their value. In the order of the elements they came from, their places would tell which is which. */
export function sortTokens(tokens: Buffer): Buffer {
  const values = new BigUint64Array(tokens.length / tokenLength);
  for (let index = 0; index < values.length; index += 1) values[index] = tokens.readBigUInt64BE(index * tokenLength);
  values.sort();
  const sorted = Buffer.allocUnsafe(tokens.length);
  values.forEach((value, index) => sorted.writeBigUInt64BE(value, index * tokenLength));
  return sorted;
}
