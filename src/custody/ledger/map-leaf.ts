import { hmacSha256, sha256 } from "../../foundation/crypto/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { writeInt8 } from "./int8.ts";
import type { Head } from "./head.ts";

/** A head with the slot of the key that took its key's place. */
export interface LinkedHead extends Head {
  readonly after: number | undefined;
}

/** Blinds the map's leaves, so that one who has a path learns nothing of the neighbours on it, not even whether they changed: every map
 *  that somebody has a path of begins another epoch. */
export type Blinding = (head: Head) => Buffer;

/** @param epoch place in the tree of the map with which it began */
export function blindingOf(keys: Pick<TenantKeys, "vault">, epoch: number): Blinding {
  const bytes = Buffer.alloc(8);
  writeInt8(bytes, 0, epoch);
  const secret = hmacSha256(keys.vault.secret("ledger-head-blinding").expose(), bytes);
  return ({ slot, count }) => {
    const place = Buffer.alloc(16);
    writeInt8(place, writeInt8(place, 0, slot), count);
    return hmacSha256(secret, place);
  };
}

/** SHA-256(0x03 | slot | key number | count | slot before + 1 | slot after + 1 | blind | head), numbers as int8, 0 for none. */
export function mapLeaf({ slot, keyNo, count, before, after, hash }: LinkedHead, blind: Buffer): Buffer {
  const bytes = Buffer.alloc(105);
  bytes[0] = 0x03;
  let offset = 1;
  for (const number of [slot, keyNo, count, before === undefined ? 0 : before + 1, after === undefined ? 0 : after + 1])
    offset = writeInt8(bytes, offset, number);
  bytes.set(blind, offset);
  bytes.set(hash, offset + 32);
  return sha256(bytes);
}

/** Heads as the map of a pruning has them: which key followed which is in the maps over all heads. */
export function unlinkHeads(heads: Iterable<Head>): readonly LinkedHead[] {
  return [...heads].filter(({ slot }) => slot >= 0).map((head) => ({ ...head, before: undefined, after: undefined }));
}

/** The map of a pruning is blinded apart from all others. @param minIndex see `PruningAct` */
export function pruningBlinding(keys: Pick<TenantKeys, "vault">, minIndex: number): Blinding {
  return blindingOf(keys, -minIndex);
}

/** Every head that has a slot, with what came after it. */
export function linkHeads(heads: Iterable<Head>): readonly LinkedHead[] {
  const all = [...heads].filter(({ slot }) => slot >= 0);
  const after = new Map(all.flatMap(({ slot, before }) => (before === undefined ? [] : [[before, slot] as const])));
  return all.map((head) => ({ ...head, after: after.get(head.slot) }));
}
