import { equalBytes } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import { type SealedEntry, entryId, leafData, authenticityOf, splitBatch } from "./batch.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import { type Head, mapKeyNo } from "./head.ts";
import type { StoredHeads } from "./head-table.ts";
import { rebuildHeads } from "./rebuild-heads.ts";
import { type LedgerRows, tableRows } from "./ledger-rows.ts";
import type { BatchRow, CheckpointRow, SequenceRow } from "./ledger-table.ts";
import { logVerifiers } from "./log-identity.ts";
import { type Frontier, emptyFrontier, extendFrontier, frontierRoot, hashLength, leafHash } from "./merkle/index.ts";
import { firstMac, sequenceMac } from "./sequence-mac.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import type { Checkpoint, NoteVerifier } from "./verify/index.ts";
import { type PruningCheck, checkPrunings } from "./verify-pruning.ts";
import type { VouchedTime } from "./vouched-time.ts";

export type FindingCode =
  | "ledger/entry-altered"
  | "ledger/entry-missing"
  | "ledger/entry-forged"
  | "ledger/sequence-altered"
  | "ledger/root-mismatch"
  | "ledger/checkpoint-altered"
  | "ledger/truncated"
  | "ledger/heads-altered"
  | "ledger/map-altered"
  | "ledger/pruning-altered";

/** The first thing that is wrong. */
export interface Finding {
  readonly code: FindingCode;
  /** Position in the tree of the first entry that is not as it was. */
  readonly index?: number;
  readonly entryId?: string;
  readonly message: string;
}

export type Verification =
  | { readonly state: "running"; readonly checked: number; readonly total: number }
  | {
      readonly state: "sound";
      readonly checked: number;
      readonly total: number;
      readonly waiting: number;
      readonly anchored: boolean;
      /** Entries that were pruned, with that on record: of them hash and place were checked. */
      readonly pruned: number;
    }
  | { readonly state: "broken"; readonly checked: number; readonly total: number; readonly finding: Finding };

export interface VerifyPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly anchor: CheckpointAnchor;
  /** The newest time that witnesses signed; absent, or undefined, where none are needed. */
  readonly vouched?: (tenant: TenantId) => Promise<VouchedTime | undefined>;
}

const rowsAtOnce = 100;
const mostWaiting = 10_000;

/** Re-checks an organisation's whole ledger against its signed checkpoints: every sealed entry, its leaf hash, its place, every
 *  root. Stops at the first thing that is wrong and names it. Entries that are being written meanwhile do no harm. */
export async function* verifyLedger(ports: VerifyPorts, tenant: TenantId): AsyncGenerator<Verification> {
  const keys = await ports.keyring.keys(tenant);
  // Whatever was anchored outside before this moment must be inside now.
  const outside = await ports.anchor.load(tenant);
  const vouched = await ports.vouched?.(tenant);
  yield* verifyRows({ rows: tableRows(ports.db.tenant(tenant), tenant), keys, outside, vouched });
}

export interface RowsToVerify {
  readonly rows: LedgerRows;
  readonly keys: TenantKeys;
  /** The checkpoint kept outside the database. */
  readonly outside: string | undefined;
  /** The newest time that witnesses signed. */
  readonly vouched: VouchedTime | undefined;
}

/** As `verifyLedger`, of rows from anywhere. */
export async function* verifyRows({
  rows: stored,
  keys,
  outside,
  vouched,
}: RowsToVerify): AsyncGenerator<Verification> {
  const log = logVerifiers(keys);
  const secret = keys.vault.secret("ledger-sequence").expose();
  const held = outside === undefined ? undefined : trustedCheckpoint(outside, log);
  // Before the newest checkpoint, which then counts at least what they do.
  const heads = compareHeads(keys, await stored.heads());
  const prunings = await checkPrunings(keys, stored, vouched);
  let pruned = 0;
  const newest = await stored.newestCheckpoint();
  const total = Math.max(newest?.size ?? 0, held?.size ?? 0);
  let frontier: Frontier = emptyFrontier;
  let mac: Buffer = firstMac;
  const checkpoints = checkpointStream((after) => stored.checkpointsAfter(after, rowsAtOnce));
  let next = await checkpoints();
  const broken = (finding: Finding): Verification => ({ state: "broken", checked: frontier.size, total, finding });

  while (frontier.size < total) {
    const rows = await stored.sequenceFrom(frontier.size, rowsAtOnce);
    if (rows.length === 0) break;
    const numbers = rows.map(({ batch }) => batch);
    const batches = new Map((await stored.batches(numbers)).map((row) => [row.batch, row]));
    for (const row of rows) {
      const batch = batches.get(row.batch);
      const isGone = batch === undefined;
      const finding =
        (await checkRow(keys, { row, batch, expected: frontier.size, mac, secret, prunings })) ??
        (await checkActs(prunings, row, batch));
      if (finding !== undefined) return yield broken(finding);
      await heads.add(row, batch);
      mac = row.mac;
      const before = frontier.size;
      frontier = extendFrontier(frontier, leavesOf(row)).frontier;
      const { size } = frontier;
      if (isGone) pruned = size;
      prunings.passed(row, size, () => frontierRoot(frontier), isGone);
      const kept = await prunings.headsAt(size);
      const unlike = kept === undefined ? undefined : heads.goOnFrom(kept);
      if (unlike !== undefined) return yield broken(unlike);
      while (next !== undefined && next.size <= frontier.size) {
        const wrong = checkCheckpoint(next, log, frontier, before);
        if (wrong !== undefined) return yield broken(wrong);
        next = await checkpoints();
      }
      if (held !== undefined && held.size > before && held.size <= frontier.size && !isOf(held, frontier)) {
        return yield broken({
          code: "ledger/root-mismatch",
          index: before,
          message: `the entries up to ${held.size} are not those whose root was kept outside the database`,
        });
      }
    }
    yield { state: "running", checked: frontier.size, total: Math.max(total, frontier.size) };
  }
  if (next !== undefined && next.size <= total && next.size > frontier.size) {
    return yield broken(
      missingFrom(frontier.size, `a signed checkpoint counts ${next.size} entries, the ledger has ${frontier.size}`),
    );
  }
  if (outside !== undefined && held === undefined) {
    return yield broken({
      code: "ledger/checkpoint-altered",
      message: "the checkpoint kept outside the database isn't signed by this ledger",
    });
  }
  if (held !== undefined && held.size > frontier.size) {
    return yield broken(
      missingFrom(
        frontier.size,
        `the checkpoint kept outside the database counts ${held.size} entries, the ledger has ${frontier.size}`,
      ),
    );
  }
  const undeclared = prunings.finding(frontier.size);
  if (undeclared !== undefined) {
    const { goneFrom, message } = undeclared;
    return yield broken(goneFrom === undefined ? { code: "ledger/pruning-altered", message } : goneOf(goneFrom));
  }
  const asWhole = await heads.finding();
  if (asWhole !== undefined) return yield broken(asWhole);
  const waiting = await stored.waiting(mostWaiting);
  const forged = await firstForged(keys, await stored.batches(waiting));
  if (forged !== undefined) return yield broken(forged);
  yield {
    state: "sound",
    checked: frontier.size,
    total: frontier.size,
    waiting: waiting.length,
    anchored: held !== undefined,
    pruned,
  };
}

/** Heads are looked at last: what is wrong with the entries that they count explains more. */
function compareHeads(keys: TenantKeys, { size, rows }: StoredHeads) {
  const rebuilt = rebuildHeads(keys, rows);
  const covered = rows.reduce((sum, { count }) => sum + count, 0);
  let wrongMap: Finding | undefined;
  let isCatchingUp = false;
  let wrongHead: string | undefined;
  /** Not after entries that are gone, until where their pruning ends. */
  let isWhole = true;
  return {
    async add(row: SequenceRow, batch: BatchRow | undefined): Promise<void> {
      const leaves = leavesOf(row);
      isWhole &&= batch !== undefined;
      if (!isWhole) return;
      for (const [ordinal, { keyNo, sealed }] of splitBatch(batch?.entries ?? Buffer.alloc(0)).entries()) {
        const index = row.first_index + ordinal;
        const isRight = await rebuilt.add({ index, keyNo, leafHash: leaves[ordinal] ?? sealed }, sealed);
        if (!isRight)
          wrongMap ??= {
            code: "ledger/map-altered",
            index,
            entryId: entryId(row.batch, ordinal),
            message: `entry ${index} says of keys' entries as a whole what the entries before it don't give`,
          };
      }
      const end = row.first_index + leaves.length;
      // A ledger that is older than its heads: they are being made.
      if (end === covered && covered < size) isCatchingUp = rebuilt.compare() === undefined;
      if (end === size) wrongHead = rebuilt.compare();
    },
    /** @param kept heads at the end of a pruning, or what is wrong with them */
    goOnFrom(kept: readonly Head[] | string): Finding | undefined {
      if (typeof kept === "string") return { code: "ledger/pruning-altered", message: kept };
      const isRight = rebuilt.adopt(kept, isWhole);
      isWhole = true;
      if (isRight) return undefined;
      const message = "the ledger declared of entries that were to be pruned what they don't give";
      return { code: "ledger/pruning-altered", message };
    },
    async finding(): Promise<Finding | undefined> {
      if (wrongMap !== undefined) return wrongMap;
      const message = (isCatchingUp ? undefined : wrongHead) ?? (await rebuilt.compareLinks());
      return message === undefined || rows.length === 0 ? undefined : { code: "ledger/heads-altered", message };
    },
  };
}

function missingFrom(index: number, message: string): Finding {
  return { code: "ledger/truncated", index, message: `${message}: entry ${index} and those after it are missing` };
}

function leavesOf(row: SequenceRow): Buffer[] {
  const leaves: Buffer[] = [];
  for (let offset = 0; offset < row.leaf_hashes.length; offset += hashLength)
    leaves.push(row.leaf_hashes.subarray(offset, offset + hashLength));
  return leaves;
}

function checkpointStream(
  read: (after: number) => Promise<readonly CheckpointRow[]>,
): () => Promise<CheckpointRow | undefined> {
  let buffered: CheckpointRow[] = [];
  let after = -1;
  return async () => {
    if (buffered.length === 0) buffered = [...(await read(after))];
    const row = buffered.shift();
    if (row !== undefined) after = row.size;
    return row;
  };
}

function checkCheckpoint(
  row: CheckpointRow,
  log: readonly NoteVerifier[],
  frontier: Frontier,
  before: number,
): Finding | undefined {
  const checkpoint = trustedCheckpoint(row.note, log);
  if (checkpoint === undefined || checkpoint.size !== row.size) {
    return { code: "ledger/checkpoint-altered", message: `the checkpoint of size ${row.size} is not as it was signed` };
  }
  // Checkpoints are signed between rows, so one that falls inside a row was never signed for this sequence.
  if (!isOf(checkpoint, frontier)) {
    return {
      code: "ledger/root-mismatch",
      index: before,
      message: `the entries up to ${row.size} are not those whose root was signed`,
    };
  }
  return undefined;
}

function isOf(checkpoint: Checkpoint, frontier: Frontier): boolean {
  return checkpoint.size === frontier.size && checkpoint.rootHash.equals(frontierRoot(frontier));
}

interface RowToCheck {
  readonly row: SequenceRow;
  readonly batch: BatchRow | undefined;
  readonly expected: number;
  readonly mac: Buffer;
  readonly secret: Uint8Array;
  readonly prunings: PruningCheck;
}

/** An act that declares a pruning is alone in its row. */
async function checkActs(
  prunings: PruningCheck,
  row: SequenceRow,
  batch: BatchRow | undefined,
): Promise<Finding | undefined> {
  const [entry] = batch === undefined ? [] : splitBatch(batch.entries);
  if (entry?.keyNo !== mapKeyNo) return undefined;
  const message = await prunings.actAt(row.first_index, row.batch, entry.sealed);
  const place = { index: row.first_index, entryId: entryId(row.batch, 0) };
  return message === undefined ? undefined : { code: "ledger/pruning-altered", ...place, message };
}

function goneOf({ first_index: index, batch }: SequenceRow): Finding {
  const message = `entry ${index} has a place in the ledger but is gone`;
  return { code: "ledger/entry-missing", index, entryId: entryId(batch, 0), message };
}

async function checkRow(
  keys: TenantKeys,
  { row, batch, expected, mac, secret, prunings }: RowToCheck,
): Promise<Finding | undefined> {
  const first = { index: expected, entryId: entryId(row.batch, 0) };
  if (row.first_index !== expected) {
    return {
      code: "ledger/entry-missing",
      index: expected,
      message: `entry ${expected} is missing: the next one there is ${row.first_index}`,
    };
  }
  if (
    row.leaf_hashes.length % hashLength !== 0 ||
    row.leaf_hashes.length === 0 ||
    !equalBytes(row.mac, sequenceMac(secret, mac, row))
  ) {
    return {
      code: "ledger/sequence-altered",
      ...first,
      message: `entry ${expected} does not stand where the ledger put it: it was moved, inserted or changed`,
    };
  }
  if (batch === undefined) return (await prunings.mayBeGone(row)) ? undefined : goneOf(row);
  return checkEntries(keys, row, batch);
}

async function checkEntries(
  keys: TenantKeys,
  row: SequenceRow,
  { batch, entries }: BatchRow,
): Promise<Finding | undefined> {
  const leaves = leavesOf(row);
  const place = (ordinal: number) => ({ index: row.first_index + ordinal, entryId: entryId(batch, ordinal) });
  let sealed: SealedEntry[];
  try {
    sealed = splitBatch(entries);
  } catch {
    return { code: "ledger/entry-altered", ...place(0), message: `entry ${row.first_index} is not what was written` };
  }
  for (const [ordinal, leaf] of leaves.entries()) {
    const entry = sealed[ordinal];
    const index = row.first_index + ordinal;
    if (entry === undefined)
      return { code: "ledger/entry-missing", ...place(ordinal), message: `entry ${index} is gone` };
    if (!leafHash(leafData({ tenant: keys.tenant, batch, ordinal }, entry)).equals(leaf)) {
      return { code: "ledger/entry-altered", ...place(ordinal), message: `entry ${index} is not what was written` };
    }
  }
  if (sealed.length > leaves.length) {
    return {
      code: "ledger/entry-forged",
      ...place(leaves.length),
      message: `an entry was added after entry ${row.first_index + leaves.length - 1}`,
    };
  }
  const loaded = await keys.load(sealed.map(({ keyNo }) => keyNo));
  // It opened when it got its place, which the chain of macs proves; its patient's key may have been destroyed since.
  const forged = sealed.findIndex((entry, ordinal) => authenticityOf(loaded, { batch, ordinal }, entry) === "forged");
  return forged === -1
    ? undefined
    : {
        code: "ledger/entry-forged",
        ...place(forged),
        message: `entry ${row.first_index + forged} was not written by this installation`,
      };
}

async function firstForged(keys: TenantKeys, batches: readonly BatchRow[]): Promise<Finding | undefined> {
  for (const { batch, entries } of batches) {
    const forged = (message: string): Finding => ({ code: "ledger/entry-forged", entryId: entryId(batch, 0), message });
    let sealed: SealedEntry[];
    try {
      sealed = splitBatch(entries);
    } catch {
      return forged("an entry that is not one was put into the ledger");
    }
    const loaded = await keys.load(sealed.map(({ keyNo }) => keyNo));
    if (
      sealed.length === 0 ||
      !sealed.every((entry, ordinal) => authenticityOf(loaded, { batch, ordinal }, entry) === "genuine")
    ) {
      return forged("an entry was put into the ledger that this installation did not write");
    }
  }
  return undefined;
}
