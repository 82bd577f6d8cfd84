import { hmacSha256 } from "../../foundation/crypto/index.ts";
import type { SequenceRow } from "./ledger-table.ts";

export const firstMac: Buffer = Buffer.alloc(32);

/** Chains sequence rows under a secret of the organisation: whoever has only the database can't make a row that fits. */
export function sequenceMac(
  secret: Uint8Array,
  previous: Buffer,
  row: Pick<SequenceRow, "first_index" | "batch" | "leaf_hashes">,
): Buffer {
  const place = Buffer.allocUnsafe(16);
  place.writeBigInt64BE(BigInt(row.first_index), 0);
  place.writeBigInt64BE(BigInt(row.batch), 8);
  return hmacSha256(secret, Buffer.concat([previous, place, row.leaf_hashes]));
}
