/** Standard base64 with padding, in its one spelling; undefined where the text is anything else. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  // Buffer.from skips what it doesn't understand; only the exact spelling comes back the same.
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** Base64 of exactly `length` bytes, or undefined. */
export function decodeBase64Exactly(text: string, length: number): Buffer | undefined {
  const bytes = decodeBase64(text);
  return bytes?.length === length ? bytes : undefined;
}

/** A whole number in decimal without leading zeroes, up to 2^53 - 1, or undefined. */
export function decodeDecimal(text: string): number | undefined {
  const value = Number(text);
  return /^(0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
