import type { Positions } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { type BatchLeaves, leafHashesOf } from "./batch-contents.ts";
import { clearBatch, plainEntry, sealBatch } from "./batch.ts";
import type { LedgerEntry } from "./entry.ts";
import { mapKeyNo } from "./head.ts";
import { writeHeads } from "./head-table.ts";
import { LedgerError } from "./ledger-error.ts";
import { insertBatch } from "./ledger-table.ts";
import type { PruningToDeclare } from "./plan-pruning.ts";
import { formatWithdrawal } from "./pruning-act.ts";
import { insertPruning, insertWithdrawal, isOpen, newestPruning, pruningRow } from "./pruning-table.ts";

/** What is to be written into the tree of a pruning, in the transaction that holds the sequence. */
export type AskedOfPruning =
  /** An act that declares one, after an entry that says who prunes and why. */
  | {
      readonly kind: "pruning";
      readonly pruning: PruningToDeclare;
      readonly entry: LedgerEntry;
      /** Asked in that transaction, after every entry that has a place before the act. */
      readonly isAllowed: (tx: Transaction) => Promise<boolean>;
    }
  /** An act that withdraws the one that is under way, after an entry that says who does and why. */
  | { readonly kind: "withdrawal"; readonly entry: (keptFrom: number) => LedgerEntry };

/** A batch that is to be given its place. */
export interface WrittenBatch {
  readonly batch: number;
  readonly leaves: BatchLeaves;
}

/** @param size entries that have a place
 *  @returns what gets the next ones: who and why, and the act
 *  @throws LedgerError `ledger/pruning-outrun`, `ledger/pruning-stopped`, `ledger/no-pruning` */
export async function writePruningAct(
  tx: Transaction,
  { keys, size, positions }: { readonly keys: TenantKeys; readonly size: number; readonly positions: Positions },
  asked: AskedOfPruning,
): Promise<readonly WrittenBatch[]> {
  const { tenant, ledger } = keys;
  const index = size + 1;

  async function write(entry: LedgerEntry, text: string): Promise<readonly [WrittenBatch, WrittenBatch]> {
    const who = [{ ...plainEntry({ entry }), under: ledger }];
    let sealed = sealBatch(keys, positions(), who);
    while (!(await insertBatch(tx, tenant, sealed))) sealed = sealBatch(keys, positions(), who);
    let act = clearBatch(positions(), Buffer.from(text));
    while (!(await insertBatch(tx, tenant, act))) act = clearBatch(positions(), Buffer.from(text));
    return [
      { batch: sealed.batch, leaves: { leafHashes: sealed.leafHashes, keyNos: [ledger.keyNo] } },
      {
        batch: act.batch,
        leaves: { leafHashes: leafHashesOf(tenant, act.batch, act.entries), keyNos: [mapKeyNo] },
      },
    ];
  }

  const former = await newestPruning(tx, keys);
  switch (asked.kind) {
    case "pruning": {
      const { formerIndex, minIndex, text, newestBatch, goneTo, heads } = asked.pruning;
      const isAnew = former?.withdrawal !== undefined || minIndex > formerIndex;
      if ((former?.act.minIndex ?? 0) !== formerIndex || minIndex > size || !isAnew)
        throw new LedgerError(
          "ledger/pruning-outrun",
          "this ledger was pruned by another process meanwhile: try again",
        );
      // After what gets its place in this pass was read: a hold whose entry stands before the act is seen.
      if (!(await asked.isAllowed(tx)))
        throw new LedgerError("ledger/pruning-stopped", "this pruning may not be declared now");
      const written = await write(asked.entry, text);
      const told = { minIndex, text, index, batch: written[1].batch, newestBatch };
      await insertPruning(tx, tenant, pruningRow(keys, told, Math.max(goneTo, former?.goneTo ?? 0)));
      await writeHeads(tx, keys, heads, "ledger_pruned_head");
      return written;
    }
    case "withdrawal": {
      if (former === undefined || !isOpen(former))
        throw new LedgerError("ledger/no-pruning", "no pruning is under way that could be withdrawn");
      const { goneTo: keptFrom, index: pruningIndex } = former;
      const text = formatWithdrawal({ pruningIndex, keptFrom });
      const written = await write(asked.entry(keptFrom), text);
      await insertWithdrawal(tx, keys, former, { text, index, batch: written[1].batch });
      return written;
    }
  }
}
