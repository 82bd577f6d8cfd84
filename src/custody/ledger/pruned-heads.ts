import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { buildMap } from "./commit-heads.ts";
import type { PrunedList } from "./format-who-looked.ts";
import { everyHead } from "./head-table.ts";
import { LedgerError } from "./ledger-error.ts";
import { pruningBlinding, unlinkHeads } from "./map-leaf.ts";
import { actLeaf } from "./pruning-act.ts";
import { newestPruning } from "./pruning-table.ts";

export interface ProvenHeads extends Omit<PrunedList, "proof"> {
  /** Where the newest pruning ends: the heads are as they were there. */
  readonly minIndex: number;
}

/** What the heads of some keys were where the newest pruning ended, and what leads from them to its act.
 *  @returns undefined where nothing under these keys was pruned
 *  @throws LedgerError `ledger/heads-altered` */
export async function provePrunedHeads(
  db: Queryable,
  keys: TenantKeys,
  keyNos: readonly number[],
): Promise<ProvenHeads | undefined> {
  const pruning = await newestPruning(db, keys);
  if (pruning === undefined) return undefined;
  const { minIndex, heads: root } = pruning.act;
  const heads = unlinkHeads(await everyHead(db, keys, minIndex, "ledger_pruned_head"));
  const asked = heads.filter(({ keyNo }) => keyNos.includes(keyNo));
  if (asked.length === 0) return undefined;
  const blinding = pruningBlinding(keys, minIndex);
  const map = await buildMap(heads, blinding);
  // Nobody is given a proof that wouldn't hold.
  if (!map.root().equals(root))
    throw new LedgerError("ledger/heads-altered", "what was kept of entries that were pruned is not what was declared");
  return {
    minIndex,
    index: pruning.index,
    act: actLeaf(keys.tenant, pruning.batch, pruning.text),
    heads: asked.map((head) => ({ ...head, blind: blinding(head), path: map.path(head.slot) })),
  };
}
