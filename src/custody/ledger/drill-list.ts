import type { TenantKeys } from "../keyring/index.ts";
import { clearBatch } from "./batch.ts";
import { buildMap } from "./commit-heads.ts";
import { type TableCopy, layDown, sizeOf } from "./drill-tables.ts";
import { formatWhoLooked } from "./format-who-looked.ts";
import { headOf } from "./head-table.ts";
import { readInt8 } from "./int8.ts";
import { formatMapEntry } from "./map-entry.ts";
import { blindingOf, linkHeads } from "./map-leaf.ts";

/** A copy that ends with a map over all its heads, and what a list under that map holds. */
export interface ListedCopy {
  readonly tables: TableCopy;
  /** Everything under the organisation's own key, in a patient's stead: the smallest ledger has that.
   *  @param entries what the leaves hash */
  list(entries: readonly Buffer[]): Buffer;
}

export async function commitCopy(keys: TenantKeys, copy: TableCopy): Promise<ListedCopy> {
  const epoch = sizeOf(copy);
  const heads = linkHeads(copy.heads.map(headOf));
  const blinding = blindingOf(keys, epoch);
  const map = await buildMap(heads, blinding);
  const batch = Math.max(...copy.batches.map((row) => row.batch)) + 1_000;
  const { entries: row } = clearBatch(batch, formatMapEntry({ epoch, root: map.root() }));
  return {
    tables: layDown(keys, copy, [{ batch, entries: row }]),
    list(entries) {
      const lists = heads
        .filter(({ keyNo }) => keyNo === keys.ledger.keyNo)
        .map((head) => ({
          head: { ...head, blind: blinding(head), path: map.path(head.slot) },
          leaves: entries.slice(0, epoch).filter((leaf) => readInt8(leaf, placeOfKeyNo) === head.keyNo),
        }));
      return formatWhoLooked(entries[epoch] ?? Buffer.alloc(0), lists);
    },
  };
}

const placeOfKeyNo = 16;
