import { hmacSha256 } from "../../foundation/crypto/index.ts";
import { writeInt8 } from "./int8.ts";
import type { SequenceRow } from "./ledger-table.ts";

export const firstMac: Buffer = Buffer.alloc(32);

/** Chains sequence rows under a secret of the organisation: whoever has only the database can't make a row that fits. */
export function sequenceMac(
  secret: Uint8Array,
  previous: Buffer,
  row: Pick<SequenceRow, "first_index" | "batch" | "leaf_hashes">,
): Buffer {
  const place = Buffer.allocUnsafe(16);
  writeInt8(place, 0, row.first_index);
  writeInt8(place, 8, row.batch);
  return hmacSha256(secret, Buffer.concat([previous, place, row.leaf_hashes]));
}
