import { equalBytes, keyCommitment } from "../../foundation/crypto/index.ts";
import { KeyringError } from "./providers/index.ts";

// 0x02 | version of the wrapping key, uint32 | commitment, 32 bytes | wrapped. Before there were versions: the wrapped bytes alone,
// which for a key of 32 bytes are 60.
const format = 2;
const commitmentLength = 32;
const startOfWrapped = 1 + 4 + commitmentLength;
const lengthWithoutVersion = 60;
export const firstTenantKeyVersion = 1;

/** A key that is wrapped, and which key wrapped it. */
export interface Wrapping {
  /** Of the key above it. */
  readonly version: number;
  /** What the wrapped key must turn out to be. Undefined for keys that were wrapped before there were commitments. */
  readonly commitment: Buffer | undefined;
  readonly wrapped: Buffer;
}

export function formatWrapping({ version, commitment, wrapped }: Required<Wrapping>): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(format);
  header.writeUInt32BE(version, 1);
  return Buffer.concat([header, commitment ?? Buffer.alloc(commitmentLength), wrapped]);
}

/** @throws KeyringError `keyring/unknown-key` for bytes of another format */
export function parseWrapping(bytes: Buffer): Wrapping {
  if (bytes.length === lengthWithoutVersion)
    return { version: firstTenantKeyVersion, commitment: undefined, wrapped: bytes };
  if (bytes.length <= startOfWrapped || bytes.readUInt8(0) !== format)
    throw new KeyringError("keyring/unknown-key", "a wrapped key is of a format that this program doesn't know");
  return {
    version: bytes.readUInt32BE(1),
    commitment: bytes.subarray(5, startOfWrapped),
    wrapped: bytes.subarray(startOfWrapped),
  };
}

/** AES-GCM opens crafted bytes under two keys; SHA-256 doesn't commit to two. @throws KeyringError `keyring/key-not-committed` */
export function expectCommitted(key: Uint8Array, { commitment }: Pick<Wrapping, "commitment">): void {
  if (commitment === undefined || equalBytes(keyCommitment(key), commitment)) return;
  throw new KeyringError("keyring/key-not-committed", "a wrapped key opens, but to another key than was stored");
}
