import type { TenantKeys } from "../keyring/index.ts";
import { keyNosOf, plainEntry, sealBatch } from "./batch.ts";
import { leafHashesOf } from "./batch-contents.ts";
import { type Head, foldLeaves, mapKeyNo, noSlot } from "./head.ts";
import { type HeadRow, rowOf } from "./head-table.ts";
import type { LedgerRows } from "./ledger-rows.ts";
import type { BatchRow, CheckpointRow, SequenceRow } from "./ledger-table.ts";
import { logSigner } from "./log-identity.ts";
import { emptyFrontier, extendFrontier, frontierRoot, hashLength } from "./merkle/index.ts";
import type { PruningRow } from "./pruning-table.ts";
import { firstMac, sequenceMac } from "./sequence-mac.ts";
import { formatCheckpoint, signNote } from "./verify/index.ts";

/** A ledger's tables in memory, for a drill to spoil. A value: whoever spoils one makes another. */
export interface TableCopy {
  readonly batches: readonly BatchRow[];
  readonly sequence: readonly SequenceRow[];
  readonly checkpoints: readonly CheckpointRow[];
  /** The checkpoint kept outside. */
  readonly outside: string | undefined;
  readonly heads: readonly HeadRow[];
  readonly prunings: readonly PruningRow[];
  readonly prunedHeads: readonly HeadRow[];
}

const rowsAtOnce = 500;

/** Copies a ledger from its beginning, up to a checkpoint of at most `most` entries. Of one whose beginning was pruned nothing: what is done
 *  to a copy needs entries. */
export async function copyTables(keys: TenantKeys, rows: LedgerRows, most: number): Promise<TableCopy> {
  if ((await rows.prunings()).length > 0) return emptyCopy;
  const checkpoints: CheckpointRow[] = [];
  for (let size = -1; ; ) {
    const found = (await rows.checkpointsAfter(size, rowsAtOnce)).filter((one) => one.size <= most);
    checkpoints.push(...found);
    if (found.length < rowsAtOnce) break;
    size = found.at(-1)?.size ?? most;
  }
  const last = checkpoints.at(-1);
  const sequence: SequenceRow[] = [];
  const batches: BatchRow[] = [];
  for (let first = 0; first < (last?.size ?? 0); ) {
    const found = (await rows.sequenceFrom(first, rowsAtOnce)).filter((row) => row.first_index < (last?.size ?? 0));
    if (found.length === 0) break;
    sequence.push(...found);
    batches.push(...(await rows.batches(found.map(({ batch }) => batch))));
    first = sizeOf({ sequence });
  }
  const copy = { ...emptyCopy, batches, sequence, checkpoints, outside: last?.note };
  return { ...copy, heads: headsAt(keys, copy, (await rows.heads()).rows) };
}

/** The heads that go with the entries of a copy.
 *  @param links which key followed which */
export function headsAt(
  keys: TenantKeys,
  { batches, sequence }: Pick<TableCopy, "batches" | "sequence">,
  links: readonly HeadRow[],
): HeadRow[] {
  const byNumber = new Map(batches.map((row) => [row.batch, row.entries]));
  const before = new Map(links.map((row) => [row.key_no, row.before ?? undefined]));
  const heads = new Map<number, Head>();
  let next = 0;
  for (const { batch, first_index: first, leaf_hashes: leaves } of sequence)
    foldLeaves(
      heads,
      keyNosOf(byNumber.get(batch) ?? Buffer.alloc(0)).map((keyNo, ordinal) => ({
        index: first + ordinal,
        keyNo,
        leafHash: leaves.subarray(ordinal * hashLength, (ordinal + 1) * hashLength),
      })),
      (keyNo) =>
        keyNo === mapKeyNo ? { slot: noSlot, before: undefined } : { slot: next++, before: before.get(keyNo) },
    );
  return [...heads.values()].map((head) => rowOf(keys, head));
}

/** Entries that have a place. */
export function sizeOf({ sequence }: Pick<TableCopy, "sequence">): number {
  const last = sequence.at(-1);
  return last === undefined ? 0 : last.first_index + last.leaf_hashes.length / hashLength;
}

export function leavesIn({ sequence }: Pick<TableCopy, "sequence">): Buffer[] {
  return sequence.flatMap(({ leaf_hashes: leaves }) =>
    Array.from({ length: leaves.length / hashLength }, (_, at) =>
      leaves.subarray(at * hashLength, (at + 1) * hashLength),
    ),
  );
}

/** The copy in the database's place. */
export function rowsIn({ batches, sequence, checkpoints, heads, prunings, prunedHeads }: TableCopy): LedgerRows {
  const byNumber = new Map(batches.map((row) => [row.batch, row]));
  const placed = new Set(sequence.map(({ batch }) => batch));
  return {
    newestCheckpoint: async () => checkpoints.toSorted((a, b) => a.size - b.size).at(-1),
    checkpointsAfter: async (size, limit) =>
      checkpoints
        .filter((row) => row.size > size)
        .toSorted((a, b) => a.size - b.size)
        .slice(0, limit),
    sequenceFrom: async (first, limit) =>
      sequence
        .filter((row) => row.first_index >= first)
        .toSorted((a, b) => a.first_index - b.first_index)
        .slice(0, limit),
    batches: async (numbers) => numbers.flatMap((number) => byNumber.get(number) ?? []),
    waiting: async (limit) => [...byNumber.keys()].filter((number) => !placed.has(number)).slice(0, limit),
    heads: async () => ({ size: sizeOf({ sequence }), rows: heads }),
    prunings: async () => prunings,
    prunedHeads: async () => ({ size: prunings.at(-1)?.min_index ?? 0, rows: prunedHeads }),
  };
}

/** What the ledger itself does, and what a forger can do who has the organisation's keys: gives batches their places and signs. */
export function layDown(keys: TenantKeys, copy: TableCopy, batches: readonly BatchRow[]): TableCopy {
  const secret = keys.vault.secret("ledger-sequence").expose();
  const signer = logSigner(keys);
  let { frontier } = extendFrontier(emptyFrontier, leavesIn(copy));
  let mac = copy.sequence.at(-1)?.mac ?? firstMac;
  const added: SequenceRow[] = [];
  for (const { batch, entries } of batches) {
    const leaves = leafHashesOf(keys.tenant, batch, entries);
    const row = { first_index: frontier.size, batch, leaf_hashes: Buffer.concat(leaves) };
    mac = sequenceMac(secret, mac, row);
    added.push({ ...row, mac });
    frontier = extendFrontier(frontier, leaves).frontier;
  }
  const { size } = frontier;
  const note = signNote(
    formatCheckpoint({ origin: signer.verifier.name, size, rootHash: frontierRoot(frontier) }),
    signer,
  );
  const tables = {
    ...copy,
    batches: [...copy.batches, ...batches],
    sequence: [...copy.sequence, ...added],
    checkpoints: [...copy.checkpoints, { size, at: copy.checkpoints.at(-1)?.at ?? 0, note }],
    outside: note,
  };
  return { ...tables, heads: headsAt(keys, tables, copy.heads) };
}

const emptyCopy: TableCopy = {
  batches: [],
  sequence: [],
  checkpoints: [],
  outside: undefined,
  heads: [],
  prunings: [],
  prunedHeads: [],
};

/** The whole ledger written anew, with the organisation's keys, from what `change` makes of its batches. */
export function rewrite(
  keys: TenantKeys,
  copy: TableCopy,
  change: (batches: readonly BatchRow[]) => readonly BatchRow[],
): TableCopy {
  const byNumber = new Map(copy.batches.map((row) => [row.batch, row]));
  let again: TableCopy = { ...emptyCopy, heads: copy.heads };
  let from = 0;
  for (const { size } of copy.checkpoints) {
    const until = copy.sequence.findIndex((row) => row.first_index >= size);
    const rows = copy.sequence.slice(from, until === -1 ? copy.sequence.length : until);
    const there = rows.flatMap(({ batch }) => byNumber.get(batch) ?? []);
    // Maps over what was there before would tell: whoever does this leaves them out.
    const batches = change(there.filter(({ entries }) => !keyNosOf(entries).includes(mapKeyNo)));
    from += rows.length;
    if (batches.length > 0) again = layDown(keys, again, batches);
  }
  return again;
}

/** Made-up entries under the organisation's own key, so that the smallest ledger can be drilled too. */
export function madeUpBatch(keys: TenantKeys, batch: number, count: number): BatchRow {
  const entry = {
    at: Math.floor(batch / 1000),
    action: "verify",
    actor: { kind: "system", id: "drill", name: "tamper drill" },
    why: "a drill: this entry is in no ledger",
    resources: [],
    count: 0,
  } as const;
  const entries = Array.from({ length: count }, () => ({ ...plainEntry({ entry }), under: keys.ledger }));
  return { batch, entries: sealBatch(keys, batch, entries).entries };
}
