import { type AeadKey, open, seal } from "../../../foundation/crypto/index.ts";
import { KeyringError } from "./keyring-error.ts";

// "WBR" 0x02 | version, 4 bytes | sealed. What came before versions had names is the sealed bytes alone.
const magic = Buffer.from([0x57, 0x42, 0x52, 0x02]);
const headerLength = magic.length + 4;

/** The version that these bytes name, if they name one. */
export function headerOf(wrapped: Buffer): string | undefined {
  const named = wrapped.length > headerLength && wrapped.subarray(0, magic.length).equals(magic);
  return named ? wrapped.toString("hex", magic.length, headerLength) : undefined;
}

const contextOf = (version: string, context: string) => Buffer.from(`${version}|${context}`);

export function wrapUnder(version: string, key: AeadKey, plain: Buffer, context: string): Buffer {
  return Buffer.concat([magic, Buffer.from(version, "hex"), seal(key, plain, contextOf(version, context))]);
}

/** @param unnamed the version that wrapped what names none @throws KeyringError `keyring/wrong-root-key` */
export function unwrapUnder(
  keys: ReadonlyMap<string, AeadKey>,
  unnamed: string,
  wrapped: Buffer,
  context: string,
): Buffer {
  const version = headerOf(wrapped);
  let cause: unknown;
  const named = version === undefined ? undefined : keys.get(version);
  try {
    if (version !== undefined && named !== undefined)
      return open(named, wrapped.subarray(headerLength), contextOf(version, context));
  } catch (error) {
    cause = error;
  }
  // A random nonce may look like a header, once in 2^32.
  const first = keys.get(unnamed);
  try {
    if (first !== undefined) return open(first, wrapped, Buffer.from(context));
  } catch (error) {
    cause ??= error;
  }
  throw new KeyringError(
    "keyring/wrong-root-key",
    "this root key doesn't open the database's keys: is it another installation's data directory?",
    { cause },
  );
}
