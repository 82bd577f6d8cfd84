import { setImmediate as others } from "node:timers/promises";
import type { Positions } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { clearBatch, leafData } from "./batch.ts";
import { insertBatch } from "./ledger-table.ts";
import { leafHash } from "./merkle/index.ts";
import { mapKeyNo } from "./head.ts";
import { type HeadMap, openHeadMap } from "./head-map.ts";
import { everyHead } from "./head-table.ts";
import { formatMapEntry } from "./map-entry.ts";
import { type Blinding, type LinkedHead, blindingOf, linkHeads, mapLeaf } from "./map-leaf.ts";

/** A head with all that leads from it to a map's root. */
export interface CommittedHead extends LinkedHead {
  readonly blind: Buffer;
  readonly path: readonly Buffer[];
}

/** A map over all heads of the entries before it, as it stands in the tree. */
export interface CommittedMap {
  readonly index: number;
  readonly batch: number;
  readonly leafHash: Buffer;
  /** What the leaf hashes. */
  readonly leaf: Buffer;
  readonly heads: readonly CommittedHead[];
}

/** Epoch of the maps that nobody gets a path of. */
export const quietEpoch = 0;
const leavesBeforeOthers = 500;

/** Lets others work in between: over a hundred thousand patients it takes a second. */
export async function buildMap(heads: readonly LinkedHead[], blinding: Blinding): Promise<HeadMap> {
  const map = openHeadMap();
  for (const [at, head] of heads.entries()) {
    map.set(head.slot, mapLeaf(head, blinding(head)));
    if (at % leavesBeforeOthers === leavesBeforeOthers - 1) {
      map.root();
      await others();
    }
  }
  return map;
}

export interface ToCommit {
  /** Entries in the tree; all heads count them. */
  readonly size: number;
  readonly positions: Positions;
  /** Numbers of the keys whose paths somebody shall have; undefined when nobody asks. */
  readonly wanted: readonly number[] | undefined;
}

/** Writes a map over all heads as the next entry of the tree, in the clear.
 *  @throws LedgerError `ledger/heads-altered` */
export async function commitHeads(
  tx: Transaction,
  keys: TenantKeys,
  { size, positions, wanted }: ToCommit,
): Promise<CommittedMap> {
  const { tenant } = keys;
  const heads = linkHeads(await everyHead(tx, keys, size));
  const epoch = wanted === undefined ? quietEpoch : size;
  const blinding = blindingOf(keys, epoch);
  const map = await buildMap(heads, blinding);
  const text = formatMapEntry({ epoch, root: map.root() });
  let batch = positions();
  while (!(await insertBatch(tx, tenant, clearBatch(batch, text)))) batch = positions();
  const leaf = leafData({ tenant, batch, ordinal: 0 }, { keyNo: mapKeyNo, sealed: text });
  const asked = new Set(wanted);
  return {
    index: size,
    batch,
    leafHash: leafHash(leaf),
    leaf,
    heads: heads
      .filter(({ keyNo }) => asked.has(keyNo))
      .map((head) => ({ ...head, blind: blinding(head), path: map.path(head.slot) })),
  };
}
