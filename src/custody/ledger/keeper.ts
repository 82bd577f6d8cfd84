import type { Clock, TenantId } from "../../foundation/kernel/index.ts";
import { KeyringError } from "../keyring/index.ts";
import { type BatchLeaves, rememberBatches } from "./batch-contents.ts";
import { type Asked, type Sequenced, type SequencerPorts, createSequencer } from "./sequencer.ts";

/** Keeps ledgers in order: gives waiting entries their place in the tree, and signs checkpoints. */
export interface Keeper {
  /** Tells of a batch that this process has written, or is about to commit: its entries get their place soon.
   *  @param leaves undefined when only the database has them; with them nobody need read the batch back */
  wrote(tenant: TenantId, batch: number, leaves: BatchLeaves | undefined): void;
  /** One pass at a time per organisation: a second caller joins the pass after the running one.
   *  @param asked what somebody waits for beside that */
  sequence(tenant: TenantId, asked?: Asked): Promise<Sequenced>;
  /** Sequences every organisation that has waiting entries, also of other processes, until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  /** Sequences what waits. */
  close(): Promise<void>;
}

export interface KeeperPorts extends Omit<SequencerPorts, "contents"> {
  readonly now: Clock;
  readonly onFailure: (error: unknown) => void;
}

const sequenceDelayMilliseconds = 300;
const sweepMilliseconds = 5_000;
const longestTransaction = 30_000;

export function openKeeper(ports: KeeperPorts): Keeper {
  const contents = rememberBatches();
  const sequencer = createSequencer({ ...ports, contents });
  const timers = new Map<TenantId, NodeJS.Timeout>();
  const running = new Map<TenantId, Promise<Sequenced>>();
  let sweeper: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;
  let closing = false;

  function onFailure(error: unknown): void {
    // An organisation whose keys were destroyed has no order any more.
    if (!(error instanceof KeyringError && error.code === "keyring/unknown-tenant")) ports.onFailure(error);
  }

  function sequence(tenant: TenantId, asked?: Asked): Promise<Sequenced> {
    const current = running.get(tenant) ?? Promise.resolve();
    const next = current
      .catch(() => undefined)
      .then(async () => {
        let sequenced = await sequencer.pass(tenant, asked);
        while (sequenced.more) sequenced = await sequencer.pass(tenant, asked);
        return sequenced;
      });
    running.set(tenant, next);
    next
      .catch(() => undefined)
      .finally(() => {
        if (running.get(tenant) === next) running.delete(tenant);
      });
    return next;
  }

  function soon(tenant: TenantId): void {
    if (closing || timers.has(tenant)) return;
    timers.set(
      tenant,
      setTimeout(() => {
        timers.delete(tenant);
        sequence(tenant)
          // A batch whose transaction has not committed yet gets its place at a later pass; one that was rolled back never comes.
          .then(() => contents.waiting(tenant, (ports.now() - longestTransaction) * 1000) && soon(tenant))
          .catch(onFailure);
      }, sequenceDelayMilliseconds),
    );
  }

  return {
    wrote(tenant, batch, leaves) {
      if (leaves !== undefined) contents.remember(tenant, batch, leaves);
      sequencer.told(tenant, batch);
      soon(tenant);
    },
    sequence,
    start(tenants) {
      const sweepOnce = async () => {
        for (const tenant of await tenants()) {
          if (closing) return;
          // One organisation's broken ledger is no reason to leave the others' as they are.
          await sequence(tenant).catch(onFailure);
        }
      };
      const sweep = () => {
        // One that takes longer is not overtaken: passes would queue up behind each other.
        sweeping ??= sweepOnce()
          .catch(ports.onFailure)
          .finally(() => {
            sweeping = undefined;
          });
      };
      sweep();
      sweeper = setInterval(sweep, sweepMilliseconds);
    },
    async close() {
      closing = true;
      clearInterval(sweeper);
      for (const timer of timers.values()) clearTimeout(timer);
      const tenants = [...timers.keys()];
      timers.clear();
      await Promise.allSettled([...running.values(), ...tenants.map((tenant) => sequence(tenant))]);
      await sweeping;
    },
  };
}
