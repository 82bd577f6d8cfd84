import { Worker } from "node:worker_threads";
import type { KeyProvider } from "./custody/keyring/index.ts";
import type { Daybook, Keeper, LedgerAlarm, PlainEntry, Publisher } from "./custody/ledger/index.ts";
import { type TenantId, gather } from "./foundation/kernel/index.ts";
import type { ConnectionSettings } from "./foundation/platform/database/index.ts";
import { keepThreadsHeapsSmall } from "./foundation/platform/process/index.ts";
import { type Calls, joinThreads } from "./foundation/platform/threads/index.ts";
import {
  type HouseOffer,
  type LedgerTask,
  type LedgerThreadData,
  type LedgerThreadOffer,
  type Writings,
  reviveError,
} from "./ledger-thread-line.ts";

export interface LedgerThreadPorts {
  /** The application's role. */
  readonly database: ConnectionSettings;
  readonly root: Pick<KeyProvider, "unwrap">;
  readonly ledgerDirectory: string;
  readonly witnesses: string | undefined;
  /** Without one there is no daybook. */
  readonly daybookDirectory: string | undefined;
  readonly onAlarm: (tenant: TenantId, alarm: LedgerAlarm) => void;
  readonly onForgery: (tenant: TenantId, batch: number) => void;
  readonly onFailure: (what: LedgerTask, error: unknown) => void;
}

export interface LedgerThread {
  readonly keeper: Keeper;
  readonly publisher: Publisher;
  readonly daybook: Daybook<PlainEntry> | undefined;
}

const restartMilliseconds = 1_000;
const hashLength = 32;

/** The thread is told what it needs: it has no use for passphrases. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("WARDBOOK_")));
}

/** Starts the thread that keeps the ledger in order and public, so that those who wait for answers don't wait for it. One that ends by
 *  itself is told of and started again; nothing is lost by that, because it reads what is written. */
export function startLedgerThread(ports: LedgerThreadPorts): LedgerThread {
  const { host, port, user, database, tls } = ports.database;
  const data: LedgerThreadData = {
    database: { host, port, user, database, ...(tls === undefined ? {} : { tls }) },
    ledgerDirectory: ports.ledgerDirectory,
    witnesses: ports.witnesses,
    daybookDirectory: ports.daybookDirectory,
  };
  const offer: HouseOffer = {
    databasePassword: () => Promise.resolve(ports.database.password.expose()),
    async unwrap(wrapped, context) {
      const key = await ports.root.unwrap(wrapped, context);
      const moved = new Uint8Array(key);
      key.fill(0);
      return moved;
    },
    alarmed: ports.onAlarm,
    forged: ports.onForgery,
    failed(what, stack) {
      const error = new Error(stack.split("\n", 1)[0]);
      error.stack = stack;
      ports.onFailure(what, error);
    },
  };
  let started = false;
  let closing: Promise<void> | undefined;
  let calls: Calls<LedgerThreadOffer> = run();

  function run(): Calls<LedgerThreadOffer> {
    keepThreadsHeapsSmall();
    const worker = new Worker(new URL("./ledger-thread.ts", import.meta.url), {
      name: "ledger",
      workerData: data,
      env: withoutSettings(process.env),
    });
    const line = joinThreads<LedgerThreadOffer>(worker, offer, reviveError);
    worker.on("error", (error) => ports.onFailure("sequencing", error));
    worker.on("exit", (code) => {
      line.end(new Error(`the ledger's thread ended with ${code}`));
      if (closing !== undefined) return;
      ports.onFailure("sequencing", new Error(`the ledger's thread ended with ${code}; it is started again`));
      setTimeout(() => {
        if (closing !== undefined) return;
        calls = run();
        if (started) calls.tell("start", []);
      }, restartMilliseconds).unref();
    });
    return line;
  }

  function start(): void {
    if (started) return;
    started = true;
    calls.tell("start", []);
  }

  function close(): Promise<void> {
    // Without an answer there is no thread.
    closing ??= calls.call("close").catch(() => undefined);
    return closing;
  }

  const write = gather<Writing, Place>(
    async (acts) => {
      const writings = writingsOf(acts);
      const { batches, ordinals } = await calls.call("witness", writings);
      return acts.map((_, act) => ({ batch: batches[act] ?? Number.NaN, ordinal: ordinals[act] ?? Number.NaN }));
    },
    // One group is written while the next one comes together.
    { mostTogether: 128, mostInFlight: 2 },
  );
  const daybook: Daybook<PlainEntry> = {
    write: (tenant, entries) => write({ tenant, entries }),
    settle: () => calls.call("settle"),
    // The thread closes it.
    close: () => Promise.resolve(),
  };

  return {
    daybook: ports.daybookDirectory === undefined ? undefined : daybook,
    keeper: {
      wrote(tenant, batch, leaves) {
        if (leaves === undefined) {
          calls.tell("wrote", [tenant, batch, undefined]);
          return;
        }
        // Memory of its own: cloning a part of a pool would clone the pool.
        const leafHashes = new Uint8Array(leaves.leafHashes.length * hashLength);
        leaves.leafHashes.forEach((hash, at) => leafHashes.set(hash, at * hashLength));
        calls.tell("wrote", [tenant, batch, { leafHashes, keyNos: leaves.keyNos }], [leafHashes.buffer]);
      },
      sequence: (tenant, asked) => calls.call("sequence", tenant, asked),
      start,
      close,
    },
    publisher: {
      publish: (tenant) => calls.call("publish", tenant),
      // Each checkpoint that the thread signs it publishes by itself.
      soon: () => undefined,
      start,
      witnesses: (tenant) => calls.call("witnesses", tenant),
      close,
    },
  };
}

interface Writing {
  readonly tenant: TenantId;
  readonly entries: readonly PlainEntry[];
}

interface Place {
  readonly batch: number;
  readonly ordinal: number;
}

function writingsOf(acts: readonly Writing[]): Writings {
  const entries = acts.flatMap((act) => act.entries);
  const lengths = entries.map(({ bytes }) => bytes.length);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const entry of entries) {
    bytes.set(entry.bytes, offset);
    offset += entry.bytes.length;
  }
  return {
    tenants: acts.map(({ tenant }) => tenant),
    counts: acts.map((act) => act.entries.length),
    actorIds: entries.map(({ actorId }) => actorId),
    patients: entries.map(({ patient }) => patient),
    lengths,
    bytes,
  };
}
