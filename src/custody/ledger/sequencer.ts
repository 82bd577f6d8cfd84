import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, TenantKeys } from "../keyring/index.ts";
import type { BatchContents } from "./batch-contents.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import {
  type CheckpointRow,
  type SequenceRow,
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
import { firstMac, sequenceMac } from "./sequence-mac.ts";
import { expectAsSigned } from "./signed-standing.ts";
import { tableHashReader } from "./table-hash-reader.ts";
import { formatCheckpoint, signNote } from "./verify/index.ts";

export interface SequencerPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  readonly anchor: CheckpointAnchor;
  readonly contents: BatchContents;
  /** Told when a batch that no key of ours opens has been put into the database. */
  readonly onForgery: (tenant: TenantId, batch: number) => void;
}

interface Progress {
  readonly frontier: Frontier;
  readonly mac: Buffer;
  readonly lastBatch: number;
}

export interface Sequenced {
  readonly size: number;
  /** Whether more may be waiting. */
  readonly more: boolean;
}

const mostAtOnce = 2_000;
// A batch gets its number just before it is written, so a late one is late by the length of its commit. Usual passes look back
// a few seconds; now and then one looks back far, and the first looks at everything.
const usualLookBack = 5_000_000;
const farLookBack = 1_800_000_000;
const farEvery = 60;

/** Gives batches their place in the tree, batch number by batch number, and signs a checkpoint. */
export function createSequencer(ports: SequencerPorts): (tenant: TenantId) => Promise<Sequenced> {
  const states = new Map<TenantId, { progress: Progress | undefined; passes: number; forged: Set<number> }>();

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
    return { frontier, mac: last?.mac ?? firstMac, lastBatch: last?.batch ?? 0 };
  }

  async function pass(
    tx: Transaction,
    keys: TenantKeys,
  ): Promise<{ readonly result: Sequenced; readonly checkpoint?: CheckpointRow; readonly progress: Progress }> {
    const { tenant } = keys;
    const state = states.get(tenant) ?? { progress: undefined, passes: 0, forged: new Set<number>() };
    states.set(tenant, state);
    await lockSequence(tx, tenant);
    const last = await lastSequenced(tx, tenant);
    const known = state.progress;
    const fresh = known === undefined || !known.mac.equals(last?.mac ?? firstMac);
    let progress = fresh ? await load(tx, keys, last) : known;
    const lookBack =
      known === undefined ? Number.POSITIVE_INFINITY : state.passes % farEvery === 0 ? farLookBack : usualLookBack;
    state.passes += 1;
    const waiting = await unsequenced(tx, tenant, Math.max(0, progress.lastBatch - lookBack), mostAtOnce);
    const hashes = await ports.contents.read(
      tx,
      keys,
      waiting.filter((batch) => !state.forged.has(batch)),
    );
    const rows: SequenceRow[] = [];
    const completed: CompletedSubtree[] = [];
    const secret = keys.vault.secret("ledger-sequence").expose();
    for (const { batch, leafHashes } of hashes) {
      if (leafHashes === undefined) {
        state.forged.add(batch);
        ports.onForgery(tenant, batch);
        continue;
      }
      const row = { first_index: progress.frontier.size, batch, leaf_hashes: Buffer.concat([...leafHashes]) };
      const mac = sequenceMac(secret, progress.mac, row);
      rows.push({ ...row, mac });
      const extended = extendFrontier(progress.frontier, leafHashes);
      completed.push(...extended.completed);
      progress = { frontier: extended.frontier, mac, lastBatch: Math.max(progress.lastBatch, batch) };
    }
    const result = { size: progress.frontier.size, more: waiting.length === mostAtOnce && rows.length > 0 };
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

  return async (tenant) => {
    const keys = await ports.keyring.keys(tenant);
    const { result, checkpoint, progress } = await ports.db.transaction(tenant, (tx) => pass(tx, keys));
    const state = states.get(tenant);
    if (state !== undefined) state.progress = progress;
    if (checkpoint !== undefined) await ports.anchor.save(tenant, checkpoint.note);
    return result;
  };
}
