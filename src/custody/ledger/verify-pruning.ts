import type { TenantKeys } from "../keyring/index.ts";
import { type Head } from "./head.ts";
import { headOf, isOwn } from "./head-table.ts";
import type { LedgerRows } from "./ledger-rows.ts";
import type { SequenceRow } from "./ledger-table.ts";
import { parsePruningAct, parseWithdrawal } from "./pruning-act.ts";
import { rootOfHeads } from "./plan-pruning.ts";
import { type Pruning, endOf, pruningOf } from "./pruning-table.ts";
import { leastYears, yearsBefore } from "./retention.ts";
import { dayMilliseconds, dayOfBatch, oldEnoughBefore } from "./seen-time.ts";
import { type VouchedTime, isAheadOf } from "./vouched-time.ts";

/** Tells entries that were pruned from entries that somebody took away, while a ledger is gone through row by row. */
export interface PruningCheck {
  /** Whether entries of this row may be gone: below what an act declares, and no row before it that is still there. */
  mayBeGone(row: SequenceRow): Promise<boolean>;
  /** Told of each row once it was added. @param root of the tree that ends with it */
  passed(row: SequenceRow, end: number, root: () => Buffer, isGone: boolean): void;
  /** Heads to go on from at this place, because a pruning ends here. @returns what is wrong instead, in words */
  headsAt(end: number): Promise<readonly Head[] | string | undefined>;
  /** Told of each entry under the maps' number. @returns what is wrong with it, if it is an act */
  actAt(index: number, batch: number, text: Buffer): Promise<string | undefined>;
  /** At the end. @returns the first entry that is gone where its act wasn't found; what is wrong where none is gone */
  finding(size: number): { readonly goneFrom: SequenceRow | undefined; readonly message: string } | undefined;
}

const ascending = (one: number, other: number) => one - other;

interface Reached {
  readonly root: Buffer;
  readonly newestBatch: number;
}

/** @param vouched the time that witnesses signed last; undefined where none are needed */
export async function checkPrunings(
  keys: TenantKeys,
  stored: LedgerRows,
  vouched: VouchedTime | undefined,
): Promise<PruningCheck> {
  const own = async () => (await stored.prunings()).flatMap((row) => pruningOf(keys, row) ?? []);
  const isForged = (await stored.prunings()).some((row) => {
    const pruning = pruningOf(keys, row);
    return pruning === undefined || (row.withdrawn_act !== null && pruning.withdrawal === undefined);
  });
  const known = await own();
  let declared: readonly Pruning[] = known;
  /** Of the prunings that were known at the start, what the ledger is at their index. */
  const reached = new Map<number, Reached>();
  const confirmed = new Set<number>();
  /** On which rows so far were written. */
  const days = new Set<number>();
  let newestBatch = 0;
  let firstGone: SequenceRow | undefined;
  let lastWhole: SequenceRow | undefined;

  const newest = () => declared.at(-1);
  const end = () => {
    const last = newest();
    return last === undefined ? 0 : endOf(last);
  };

  /** @returns what is wrong with an entry that withdraws a pruning */
  async function withdrawalAt(index: number, batch: number, text: string): Promise<string | undefined> {
    const told = ({ withdrawal }: Pruning) => withdrawal?.index === index;
    if (!declared.some(told)) declared = await own();
    const { withdrawal } = declared.find(told) ?? {};
    if (withdrawal?.text !== text || withdrawal.batch !== batch)
      return `entry ${index} withdraws a pruning, and the database doesn't know of it`;
    confirmed.add(index);
    return undefined;
  }

  return {
    async mayBeGone(row) {
      // It may have been declared since the beginning of the check.
      if (row.first_index >= end()) declared = await own();
      if (row.first_index >= end()) return false;
      // So may the row before it have gone.
      return lastWhole === undefined || (await stored.batches([lastWhole.batch])).length === 0;
    },

    passed(row, end, root, isGone) {
      newestBatch = Math.max(newestBatch, row.batch);
      days.add(dayOfBatch(row.batch));
      if (known.some(({ act }) => act.minIndex === end)) reached.set(end, { root: root(), newestBatch });
      if (isGone) firstGone ??= row;
      else lastWhole = row;
    },

    async headsAt(end) {
      if (newest()?.act.minIndex !== end) return undefined;
      const { size, rows } = await stored.prunedHeads();
      // Another pruning was declared since: it ends further on.
      if (size > end) {
        declared = await own();
        return undefined;
      }
      const heads = rows.map(headOf);
      const isRight =
        rows.every((row) => isOwn(keys, row)) &&
        heads.reduce((sum, { count }) => sum + count, 0) === end &&
        newest()?.act.heads.equals(await rootOfHeads(keys, end, heads));
      return isRight === true
        ? heads
        : `what was kept of the ${end} entries that were pruned is not what the ledger declared`;
    },

    async actAt(index, batch, bytes) {
      const text = bytes.toString("utf8");
      if (parseWithdrawal(text) !== undefined) return withdrawalAt(index, batch, text);
      const act = parsePruningAct(text);
      if (act === undefined) return undefined;
      if (!declared.some((one) => one.index === index)) declared = await own();
      const row = declared.find((one) => one.index === index);
      const says = `entry ${index} declares that the entries before ${act.minIndex} are pruned`;
      if (row === undefined || row.batch !== batch || row.text !== text)
        return `${says}, and the database doesn't know of it`;
      confirmed.add(index);
      const at = reached.get(act.minIndex);
      // Declared while the ledger was gone through.
      if (!known.some((one) => one.index === index)) return undefined;
      if (at === undefined || !at.root.equals(act.root)) return `${says}, and those are not what it says they were`;
      if (act.years < leastYears || at.newestBatch >= yearsBefore(row.at, act.years) * 1000)
        return `${says}, and some of them were younger than it says, or than they have to be`;
      // A day more: the act was planned a little before it was written.
      const seen = oldEnoughBefore([...days].toSorted(ascending), row.at + dayMilliseconds, act.years);
      if (at.newestBatch >= seen * 1000)
        return `${says}, and between them and that the ledger wrote nothing for most of the time: a clock was set ahead`;
      if (vouched !== undefined && index < vouched.size && isAheadOf(vouched, row.at))
        return `${says}, at a time that the witnesses' clocks hadn't reached when they cosigned it: a clock was set ahead`;
      return undefined;
    },

    finding(size) {
      if (isForged)
        return {
          goneFrom: firstGone,
          message: "a pruning was put into the database that this installation did not declare",
        };
      const withdrawn = known.find(({ withdrawal }) => withdrawal !== undefined && !confirmed.has(withdrawal.index));
      if (withdrawn !== undefined)
        return {
          goneFrom: undefined,
          message: `the database says that the pruning of the entries before ${withdrawn.act.minIndex} was withdrawn, and the ledger doesn't`,
        };
      const last = newest();
      // Declared after the beginning of the check, and beyond where it ends.
      const isBeyond = last !== undefined && last.index >= size && !known.some(({ index }) => index === last.index);
      if (last === undefined || confirmed.has(last.index) || isBeyond) return undefined;
      return {
        goneFrom: firstGone,
        message: `the database says that the entries before ${last.act.minIndex} were pruned, and the ledger doesn't`,
      };
    },
  };
}
