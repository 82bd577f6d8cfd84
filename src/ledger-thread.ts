// The ledger's own thread: writes down what was witnessed, gives entries their places, signs, publishes, asks witnesses. It works as
// another process beside the one that serves would, with connections and open keys of its own; the root key stays with the other.
import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { type ClaimedPositions, claimPositions } from "./custody/counting/index.ts";
import { openKeyring } from "./custody/keyring/index.ts";
import {
  type CheckpointAnchor,
  type PlainEntry,
  type WitnessPolicy,
  alarmFiles,
  batchWriter,
  checkpointFiles,
  openKeeper,
  openLedgerDaybook,
  openPublisher,
} from "./custody/ledger/index.ts";
import { Secret } from "./foundation/kernel/index.ts";
import { type Database, openDatabase } from "./foundation/platform/database/index.ts";
import { joinThreads } from "./foundation/platform/threads/index.ts";
import {
  type HouseOffer,
  type LedgerThreadData,
  type LedgerThreadOffer,
  type LedgerTask,
  type Writings,
  reviveError,
} from "./ledger-thread-line.ts";
import { postToWitness } from "./post-to-witness.ts";
import { readWitnessPolicy } from "./read-witness-policy.ts";

const connections = 3;
const retryMilliseconds = 1_000;
const hashLength = 32;

function keepLedger(port: NonNullable<typeof parentPort>, data: LedgerThreadData): void {
  const now = Date.now;
  let opened: Promise<LedgerThreadOffer> | undefined;
  let closing = false;

  /** What needs a database is opened when it is first needed; a failure isn't remembered. */
  function parts(): Promise<LedgerThreadOffer> {
    if (opened !== undefined) return opened;
    const opening = open();
    opened = opening;
    opening.catch(() => (opened = undefined));
    return opening;
  }

  const offer: LedgerThreadOffer = {
    witness: async (writings) => (await parts()).witness(writings),
    settle: async () => (await parts()).settle(),
    sequence: async (tenant, wanted) => (await parts()).sequence(tenant, wanted),
    wrote: async (tenant, batch, leaves) => (await opened)?.wrote(tenant, batch, leaves),
    publish: async (tenant) => (await parts()).publish(tenant),
    witnesses: async (tenant) => (await parts()).witnesses(tenant),
    async start() {
      while (!closing) {
        try {
          (await parts()).start();
          return;
        } catch (error) {
          failed("sequencing")(error);
          await sleep(retryMilliseconds);
        }
      }
    },
    async close() {
      closing = true;
      await (await opened?.catch(() => undefined))?.close();
      port.close();
    },
  };
  const house = joinThreads<HouseOffer>(port, offer, reviveError);

  const failed = (what: LedgerTask) => (error: unknown) =>
    house.tell("failed", [what, (error instanceof Error && error.stack) || String(error)]);

  async function open(): Promise<LedgerThreadOffer> {
    const policy = await readWitnessPolicy(data.witnesses);
    const password = new Secret(await house.call("databasePassword"));
    const db = openDatabase({ ...data.database, password }, connections);
    let release: () => void = () => undefined;
    try {
      const claimed = await claimPositions(db, now);
      release = claimed.release;
      return await openWith(db, policy, claimed);
    } catch (error) {
      // It is tried again with connections of its own, and a thread that holds some doesn't end.
      release();
      await db.close();
      throw error;
    }
  }

  async function openWith(
    db: Database,
    policy: WitnessPolicy,
    { positions, release }: ClaimedPositions,
  ): Promise<LedgerThreadOffer> {
    const keyring = openKeyring({
      root: {
        wrap: () => Promise.reject(new Error("the ledger's thread makes no keys")),
        unwrap: async (wrapped, context) => asBuffer(await house.call("unwrap", wrapped, context)),
      },
      db,
      nextNumber: positions,
    });
    const publisher = openPublisher({
      db,
      keyring,
      now,
      directory: join(data.ledgerDirectory, "public"),
      policy,
      post: postToWitness,
      alarms: alarmFiles(data.ledgerDirectory),
      onAlarm: (tenant, alarm) => house.tell("alarmed", [tenant, alarm]),
      onFailure: failed("publishing"),
    });
    const checkpoints = checkpointFiles(data.ledgerDirectory);
    const anchor: CheckpointAnchor = {
      load: checkpoints.load,
      async save(tenant, note) {
        await checkpoints.save(tenant, note);
        publisher.soon(tenant);
      },
    };
    const keeper = openKeeper({
      db,
      keyring,
      now,
      positions,
      anchor,
      onForgery: (tenant, batch) => house.tell("forged", [tenant, batch]),
      onFailure: failed("sequencing"),
    });
    const daybook =
      data.daybookDirectory === undefined
        ? undefined
        : await openLedgerDaybook({
            db,
            keyring,
            positions,
            directory: data.daybookDirectory,
            writer: batchWriter(positions, keeper),
            onFailure: failed("sequencing"),
          });
    const tenants = async () => (await keyring.tenants()).map(({ tenant }) => tenant);
    // Node writes it when a process ends, and some are killed.
    flushCompileCache();
    return {
      async witness(writings) {
        if (daybook === undefined) throw new Error("there is no daybook");
        const places = await Promise.all(actsOf(writings).map(({ tenant, entries }) => daybook.write(tenant, entries)));
        return { batches: places.map(({ batch }) => batch), ordinals: places.map(({ ordinal }) => ordinal) };
      },
      settle: async () => daybook?.settle(),
      async sequence(tenant, wanted) {
        // Whoever asks may just have changed a key.
        await keyring.refresh();
        return keeper.sequence(tenant, wanted);
      },
      wrote: (tenant, batch, leaves) =>
        keeper.wrote(
          tenant,
          batch,
          leaves && {
            keyNos: leaves.keyNos,
            leafHashes: leaves.keyNos.map((_, at) =>
              Buffer.from(leaves.leafHashes.subarray(at * hashLength, (at + 1) * hashLength)),
            ),
          },
        ),
      async publish(tenant) {
        await keyring.refresh();
        return publisher.publish(tenant);
      },
      witnesses: publisher.witnesses,
      start() {
        keeper.start(tenants);
        publisher.start(tenants);
      },
      async close() {
        await daybook?.close().catch(failed("sequencing"));
        await keeper.close();
        await publisher.close();
        release();
        await db.close();
      },
    };
  }
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function actsOf({ tenants, counts, actorIds, patients, lengths, bytes }: Writings) {
  const all = asBuffer(bytes);
  let at = 0;
  let offset = 0;
  return tenants.map((tenant, act) => {
    const entries: PlainEntry[] = [];
    for (const end = at + (counts[act] ?? 0); at < end; at += 1) {
      const length = lengths[at] ?? 0;
      entries.push({
        bytes: all.subarray(offset, offset + length),
        actorId: actorIds[at] ?? "",
        patient: patients[at],
      });
      offset += length;
    }
    return { tenant, entries };
  });
}

if (parentPort !== null) keepLedger(parentPort, workerData as LedgerThreadData);
