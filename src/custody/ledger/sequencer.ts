import type { Clock, Positions, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import type { BatchContents, BatchLeaves } from "./batch-contents.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import { type CommittedMap, commitHeads } from "./commit-heads.ts";
import { type AskedOfPruning, writePruningAct } from "./declare-pruning.ts";
import { type KeyedLeaf, mapKeyNo } from "./head.ts";
import { everyHead, headsStanding, writeHeads } from "./head-table.ts";
import { type HeadsProgress, headsNow, keepHeads, placedLeaves } from "./keep-heads.ts";
import { LedgerError } from "./ledger-error.ts";
import {
  type CheckpointRow,
  type SequenceRow,
  checkpointsAfter,
  insertCheckpoint,
  insertNodes,
  insertSequence,
  lastCheckpoint,
  lastSequenced,
  lockSequence,
  unsequenced,
} from "./ledger-table.ts";
import { logSigner, logVerifiers } from "./log-identity.ts";
import {
  type CompletedSubtree,
  type Frontier,
  emptyFrontier,
  extendFrontier,
  frontierRoot,
  hashLength,
  readFrontier,
} from "./merkle/index.ts";
import { newestPruning } from "./pruning-table.ts";
import { firstMac, sequenceMac } from "./sequence-mac.ts";
import { expectAsSigned } from "./signed-standing.ts";
import { tableHashReader } from "./table-hash-reader.ts";
import { formatCheckpoint, signNote } from "./verify/index.ts";

export interface SequencerPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  readonly positions: Positions;
  readonly anchor: CheckpointAnchor;
  readonly contents: BatchContents;
  /** Told when a batch that no key of ours opens has been put into the database. */
  readonly onForgery: (tenant: TenantId, batch: number) => void;
}

interface Progress {
  readonly frontier: Frontier;
  readonly mac: Buffer;
  readonly lastBatch: number;
  readonly heads: HeadsProgress;
  /** Since when there are entries that no map counts, in milliseconds since 1970. */
  readonly uncommittedSince: number | undefined;
}

export interface Sequenced {
  readonly size: number;
  /** Whether more may be waiting. */
  readonly more: boolean;
  /** The map that was asked for. */
  readonly committed?: CommittedMap | undefined;
}

/** What somebody waits for beside everything's place. */
export type Asked =
  /** Paths of keys to a map's root. */
  { readonly kind: "paths"; readonly keyNos: readonly number[] } | AskedOfPruning;

const mostAtOnce = 2_000;
// A batch gets its number just before it is written, so a late one is late by the length of its commit. Usual passes look back
// a few seconds; now and then one looks back far, and the first looks at everything. A daybook's page can be later than that,
// when the database couldn't be reached: whoever posts it tells.
const usualLookBack = 5_000_000;
const farLookBack = 1_800_000_000;
const farEvery = 60;
// No entry stays without a map that counts it for longer.
const commitEvery = 600_000;
// A row may hold a thousand entries.
const mostFollowed = 200;

export interface Sequencer {
  /** Tells of a batch that is written, or about to be: the next pass looks back as far, however late it is. */
  told(tenant: TenantId, batch: number): void;
  /** Gives batches their place in the tree, batch number by batch number, keeps the heads, and signs a checkpoint. Not twice at once. */
  pass(tenant: TenantId, asked?: Asked): Promise<Sequenced>;
}

interface State {
  progress: Progress | undefined;
  passes: number;
  readonly forged: Set<number>;
  /** Number of the oldest batch that was told of since a pass began that succeeded. */
  oldestTold: number;
}

const noneTold = Number.POSITIVE_INFINITY;

export function createSequencer(ports: SequencerPorts): Sequencer {
  const states = new Map<TenantId, State>();

  function stateOf(tenant: TenantId): State {
    const known = states.get(tenant);
    if (known !== undefined) return known;
    const made = { progress: undefined, passes: 0, forged: new Set<number>(), oldestTold: noneTold };
    states.set(tenant, made);
    return made;
  }

  /** @throws LedgerError `ledger/not-as-signed` */
  async function load(db: Queryable, keys: TenantKeys, last: SequenceRow | undefined): Promise<Progress> {
    const hashes = tableHashReader(db, keys.tenant);
    const size = last === undefined ? 0 : last.first_index + last.leaf_hashes.length / hashLength;
    const frontier = size === 0 ? emptyFrontier : await readFrontier(hashes, size);
    const newest = (await lastCheckpoint(db, keys.tenant))?.note;
    await expectAsSigned({
      hashes,
      frontier,
      newest,
      outside: await ports.anchor.load(keys.tenant),
      log: logVerifiers(keys),
    });
    const { newestMap, ...heads } = await headsStanding(db, keys.tenant);
    const [uncommitted] = await checkpointsAfter(db, keys.tenant, newestMap + 1, 1);
    return {
      frontier,
      mac: last?.mac ?? firstMac,
      lastBatch: last?.batch ?? 0,
      heads,
      uncommittedSince: uncommitted?.at,
    };
  }

  /** A ledger that is older than its heads is gone through from where they end.
   *  @param leaves those that got their place in this pass
   *  @throws LedgerError `ledger/heads-altered` */
  async function followOn(
    tx: Transaction,
    keys: TenantKeys,
    heads: HeadsProgress,
    size: number,
    leaves: readonly KeyedLeaf[],
  ): Promise<HeadsProgress> {
    let kept = heads;
    if (heads.covered !== size) {
      if (heads.covered === 0) kept = await withoutPruned(tx, keys, heads);
      const former = await placedLeaves(tx, keys, { first: kept.covered, end: size, limit: mostFollowed });
      if (former[0]?.index !== kept.covered)
        throw new LedgerError(
          "ledger/heads-altered",
          "what the database says of keys' entries as a whole counts others than the ledger has: check the ledger",
        );
      kept = await keepHeads(tx, keys, kept, former);
    }
    return kept.covered === size && leaves.length > 0 ? keepHeads(tx, keys, kept, leaves) : kept;
  }

  /** Heads that are made anew begin with what was kept of the entries that were pruned. */
  async function withoutPruned(tx: Transaction, keys: TenantKeys, none: HeadsProgress): Promise<HeadsProgress> {
    const pruned = await newestPruning(tx, keys);
    if (pruned === undefined) return none;
    const { minIndex } = pruned.act;
    const heads = await everyHead(tx, keys, minIndex, "ledger_pruned_head");
    await writeHeads(tx, keys, heads);
    return headsStanding(tx, keys.tenant);
  }

  async function passIn(
    tx: Transaction,
    keys: TenantKeys,
    { asked, oldestTold }: { readonly asked: Asked | undefined; readonly oldestTold: number },
  ): Promise<{ readonly result: Sequenced; readonly checkpoint?: CheckpointRow; readonly progress: Progress }> {
    const { tenant } = keys;
    const state = stateOf(tenant);
    await lockSequence(tx, tenant);
    const last = await lastSequenced(tx, tenant);
    const known = state.progress;
    const fresh = known === undefined || !known.mac.equals(last?.mac ?? firstMac);
    let progress = fresh ? await load(tx, keys, last) : known;
    const lookBack =
      known === undefined ? Number.POSITIVE_INFINITY : state.passes % farEvery === 0 ? farLookBack : usualLookBack;
    state.passes += 1;
    const after = Math.max(0, Math.min(progress.lastBatch - lookBack, oldestTold - 1));
    const waiting = await unsequenced(tx, tenant, after, mostAtOnce);
    const hashes = await ports.contents.read(
      tx,
      keys,
      waiting.filter((batch) => !state.forged.has(batch)),
    );
    const before = progress.frontier.size;
    const rows: SequenceRow[] = [];
    const leaves: KeyedLeaf[] = [];
    const completed: CompletedSubtree[] = [];
    const secret = keys.vault.secret("ledger-sequence").expose();
    const place = (batch: number, { leafHashes, keyNos }: BatchLeaves) => {
      const first = progress.frontier.size;
      const row = { first_index: first, batch, leaf_hashes: Buffer.concat([...leafHashes]) };
      const mac = sequenceMac(secret, progress.mac, row);
      rows.push({ ...row, mac });
      const extended = extendFrontier(progress.frontier, leafHashes);
      completed.push(...extended.completed);
      progress = { ...progress, frontier: extended.frontier, mac, lastBatch: Math.max(progress.lastBatch, batch) };
      return leafHashes.map((leafHash, ordinal) => ({
        index: first + ordinal,
        keyNo: keyNos[ordinal] ?? mapKeyNo,
        leafHash,
      }));
    };
    for (const { batch, leaves: found } of hashes) {
      if (found === undefined) {
        state.forged.add(batch);
        ports.onForgery(tenant, batch);
      } else leaves.push(...place(batch, found));
    }
    const since = progress.uncommittedSince ?? (leaves.length > 0 ? ports.now() : undefined);
    const isDue = asked !== undefined || (since !== undefined && ports.now() - since >= commitEvery);
    const isIdle = leaves.length === 0 && !isDue && progress.heads.covered === before;
    const kept = fresh || isIdle ? progress.heads : await headsNow(tx, keys, before, progress.heads);
    let heads = await followOn(tx, keys, kept, before, leaves);
    progress = { ...progress, heads, uncommittedSince: since };
    const more = (waiting.length === mostAtOnce && rows.length > 0) || heads.covered < progress.frontier.size;
    if (asked !== undefined && asked.kind !== "paths" && !more) {
      const to = { keys, size: progress.frontier.size, positions: ports.positions };
      const declared = await writePruningAct(tx, to, asked);
      heads = await keepHeads(
        tx,
        keys,
        heads,
        declared.flatMap(({ batch, leaves: own }) => place(batch, own)),
      );
    }
    const { size } = progress.frontier;
    let committed: CommittedMap | undefined;
    if (isDue && !more && size > 0) {
      // An act is under the maps' own number: one map more, and the newest entry under it is a map again.
      const wanted = asked?.kind === "paths" ? asked.keyNos : undefined;
      committed = await commitHeads(tx, keys, { size, positions: ports.positions, wanted });
      const { batch, leafHash } = committed;
      heads = await keepHeads(tx, keys, heads, place(batch, { leafHashes: [leafHash], keyNos: [mapKeyNo] }));
      progress = { ...progress, heads, uncommittedSince: undefined };
    }
    const result = { size: progress.frontier.size, more, committed };
    if (rows.length === 0) return { result, progress };
    await insertSequence(tx, tenant, rows);
    await insertNodes(tx, tenant, completed);
    const signer = logSigner(keys);
    const text = formatCheckpoint({
      origin: signer.verifier.name,
      size: progress.frontier.size,
      rootHash: frontierRoot(progress.frontier),
    });
    const checkpoint = { size: progress.frontier.size, at: ports.now(), note: signNote(text, signer) };
    await insertCheckpoint(tx, tenant, checkpoint);
    return { result, checkpoint, progress };
  }

  return {
    told(tenant, batch) {
      const state = stateOf(tenant);
      state.oldestTold = Math.min(state.oldestTold, batch);
    },
    async pass(tenant, asked) {
      const keys = await ports.keyring.keys(tenant);
      const state = stateOf(tenant);
      const { oldestTold } = state;
      state.oldestTold = noneTold;
      let isSeen = false;
      try {
        const told = { asked, oldestTold };
        const { result, checkpoint, progress } = await ports.db.transaction(tenant, (tx) => passIn(tx, keys, told));
        state.progress = progress;
        isSeen = !result.more;
        if (checkpoint !== undefined) await ports.anchor.save(tenant, checkpoint.note);
        return result;
      } finally {
        if (!isSeen) state.oldestTold = Math.min(state.oldestTold, oldestTold);
      }
    },
  };
}
