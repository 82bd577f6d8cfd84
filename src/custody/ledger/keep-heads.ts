import type { Transaction } from "../../foundation/platform/database/index.ts";
import type { TenantKeys } from "../keyring/index.ts";
import { keyNosOf } from "./batch.ts";
import { LedgerError } from "./ledger-error.ts";
import { batchesByNumber, sequenceFrom } from "./ledger-table.ts";
import { hashLength } from "./merkle/index.ts";
import { type Head, type KeyedLeaf, foldLeaves, mapKeyNo, noSlot } from "./head.ts";
import { endsAt, headsOf, headsStanding, writeHeads } from "./head-table.ts";

/** What the heads of an organisation count. */
export interface HeadsProgress {
  /** Entries, from the tree's first on. */
  readonly covered: number;
  readonly slots: number;
  /** The key of the last of them. */
  readonly newest: number | undefined;
}

/** Folds leaves that follow on those that are covered, and writes the heads that they change. */
export async function keepHeads(
  tx: Transaction,
  keys: TenantKeys,
  { covered, slots, newest }: HeadsProgress,
  leaves: readonly KeyedLeaf[],
): Promise<HeadsProgress> {
  const numbers = [...new Set(leaves.map(({ keyNo }) => keyNo))];
  const heads = new Map<number, Head>((await headsOf(tx, keys, numbers)).map((head) => [head.keyNo, head]));
  const former = await formerHeads(
    tx,
    keys,
    numbers.filter((keyNo) => !heads.has(keyNo) && keyNo !== mapKeyNo),
  );
  let next = slots;
  foldLeaves(heads, leaves, (keyNo) =>
    keyNo === mapKeyNo
      ? { slot: noSlot, before: undefined }
      : { slot: next++, before: newestSlot(former.get(keyNo) ?? [], heads) },
  );
  await writeHeads(tx, keys, [...heads.values()]);
  return { covered: covered + leaves.length, slots: next, newest: leaves.at(-1)?.keyNo ?? newest };
}

/** What the heads count now: another process may have gone on with those of an older ledger, or somebody may have deleted them all.
 *  @param size entries that have their place @param known as this process left them */
export async function headsNow(
  tx: Transaction,
  { tenant }: TenantKeys,
  size: number,
  known: HeadsProgress,
): Promise<HeadsProgress> {
  const { covered, newest } = known;
  const isKnown = covered === size && (newest === undefined || (await endsAt(tx, tenant, newest, size - 1)));
  return isKnown ? known : headsStanding(tx, tenant);
}

/** Heads of the keys that patients had before, by the number of the new key; where the new one's turn is in the same pass, without. */
async function formerHeads(
  tx: Transaction,
  keys: TenantKeys,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, readonly (Head | number)[]>> {
  const others = await keys.otherNumbers(numbers);
  const known = new Map(
    (await headsOf(tx, keys, [...new Set([...others.values()].flat())])).map((head) => [head.keyNo, head]),
  );
  return new Map([...others].map(([keyNo, siblings]) => [keyNo, siblings.map((one) => known.get(one) ?? one)]));
}

function newestSlot(former: readonly (Head | number)[], heads: ReadonlyMap<number, Head>): number | undefined {
  const slots = former.flatMap((one) => (typeof one === "number" ? (heads.get(one)?.slot ?? []) : one.slot));
  return slots.length === 0 ? undefined : Math.max(...slots);
}

/** Leaves from `first` on that have their place already, about `limit` rows of them: those of a ledger that is older than its heads.
 *  @param end the first leaf that isn't wanted */
export async function placedLeaves(
  tx: Transaction,
  keys: TenantKeys,
  { first, end, limit }: { readonly first: number; readonly end: number; readonly limit: number },
): Promise<KeyedLeaf[]> {
  const rows = (await sequenceFrom(tx, keys.tenant, first, limit)).filter((row) => row.first_index < end);
  const numbers = rows.map(({ batch }) => batch);
  const batches = new Map(
    (await batchesByNumber(tx, keys.tenant, numbers)).map(({ batch, entries }) => [batch, entries]),
  );
  return rows.flatMap(({ batch, first_index: start, leaf_hashes: hashes }) => {
    const keyNos = keyNosOf(batches.get(batch) ?? Buffer.alloc(0));
    if (keyNos.length * hashLength !== hashes.length)
      throw new LedgerError("ledger/not-as-signed", "entries that have their place are gone: check the ledger");
    return keyNos.map((keyNo, ordinal) => ({
      index: start + ordinal,
      keyNo,
      leafHash: hashes.subarray(ordinal * hashLength, (ordinal + 1) * hashLength),
    }));
  });
}
