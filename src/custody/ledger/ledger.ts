import { type Clock, type Positions, type TenantId, gather } from "../../foundation/kernel/index.ts";
import type { Database, Transaction } from "../../foundation/platform/database/index.ts";
import type { Keyring, NewPatientKey } from "../keyring/index.ts";
import { type PlainEntry, entryId, mostInBatch, plainEntry } from "./batch.ts";
import { batchWriter, withKeys } from "./batch-writer.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import type { CommittedMap } from "./commit-heads.ts";
import type { Daybook } from "./daybook.ts";
import type { LedgerEntry, Witnessed } from "./entry.ts";
import { openKeeper } from "./keeper.ts";
import { openLedgerDaybook } from "./ledger-daybook.ts";
import { LedgerError } from "./ledger-error.ts";
import type { PruningToDeclare } from "./plan-pruning.ts";
import type { Sequenced } from "./sequencer.ts";

/** Writes entries. Nothing is disclosed before its entry is durable. */
export interface LedgerWriter {
  /** In the transaction that the entries witness. @returns the entries' ids; they hold once the transaction commits.
   *  @param making patients' keys that the same transaction writes */
  append(
    tx: Transaction,
    tenant: TenantId,
    witnessed: readonly Witnessed[],
    making?: readonly NewPatientKey[],
  ): Promise<readonly string[]>;
  /** In a transaction of its own, shared with what else is witnessed at this moment. Resolves when durable.
   *  @returns the entries' ids */
  witness(tenant: TenantId, witnessed: readonly Witnessed[]): Promise<readonly string[]>;
}

export interface Ledger extends LedgerWriter {
  /** Resolves when everything witnessed before is in the table, at the start also what an earlier process had in its daybook. */
  settle(): Promise<void>;
  /** Gives waiting entries their place in the tree. Runs by itself within a second of an entry; this one waits for it. */
  sequence(tenant: TenantId): Promise<Sequenced>;
  /** Sequences, and then writes a map over the heads of all keys into the tree.
   *  @param keyNos keys whose paths to the map's root are wanted
   *  @throws LedgerError `ledger/unknown-entry` when the ledger has no entry yet */
  commitHeads(tenant: TenantId, keyNos: readonly number[]): Promise<CommittedMap>;
  /** Sequences, and then writes into the tree who prunes and why, and the act that declares it. Nothing goes by that.
   *  @param isAllowed asked in the same transaction, after every entry that has a place before the act
   *  @throws LedgerError `ledger/pruning-outrun` when another pruning was declared meanwhile, `ledger/pruning-stopped` when it isn't allowed */
  declarePruning(
    tenant: TenantId,
    pruning: PruningToDeclare,
    entry: LedgerEntry,
    isAllowed: (tx: Transaction) => Promise<boolean>,
  ): Promise<void>;
  /** Sequences, and then writes into the tree that nothing more goes by the pruning that is under way, and who says so and why.
   *  @param entry told from where on entries are kept
   *  @throws LedgerError `ledger/no-pruning` when none is under way */
  withdrawPruning(tenant: TenantId, entry: (keptFrom: number) => LedgerEntry): Promise<void>;
  /** Sequences every organisation that has waiting entries, also of other processes, until `close`. */
  start(tenants: () => Promise<readonly TenantId[]>): void;
  close(): Promise<void>;
}

export interface LedgerPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  readonly positions: Positions;
  readonly anchor: CheckpointAnchor;
  /** Where a daybook may be kept, by this process alone, on a disk that lasts as long as the database's. Without one, entries that
   *  are witnessed on their own are written to the table at once. */
  readonly daybookDirectory?: string | undefined;
  readonly onForgery: (tenant: TenantId, batch: number) => void;
  readonly onFailure: (error: unknown) => void;
}

export function openLedger(ports: LedgerPorts): Ledger {
  const { db, keyring, positions } = ports;
  const keeper = openKeeper(ports);
  const writer = batchWriter(positions, keeper);

  const gatherers = new Map<TenantId, (witnessed: readonly Witnessed[]) => Promise<readonly string[]>>();
  function gatherer(tenant: TenantId): (witnessed: readonly Witnessed[]) => Promise<readonly string[]> {
    const known = gatherers.get(tenant);
    if (known !== undefined) return known;
    const made = gather<readonly Witnessed[], readonly string[]>(
      async (groups) => {
        const keys = await keyring.keys(tenant);
        const entries = await withKeys(keys, groups.flat().map(plainEntry));
        const batch = await writer.write(db.tenant(tenant), keys, entries);
        let ordinal = 0;
        return groups.map((group) => group.map(() => entryId(batch, ordinal++)));
      },
      { mostTogether: 128, mostInFlight: 1 },
    );
    gatherers.set(tenant, made);
    return made;
  }

  let opening: Promise<Daybook<PlainEntry>> | undefined;
  function daybook(): Promise<Daybook<PlainEntry>> | undefined {
    const { daybookDirectory } = ports;
    if (daybookDirectory === undefined || opening !== undefined) return opening;
    opening = openLedgerDaybook({ ...ports, directory: daybookDirectory, writer });
    // A failure (an unreachable database, say) must not be remembered.
    opening.catch(() => (opening = undefined));
    return opening;
  }

  async function settle(): Promise<void> {
    await (await daybook())?.settle();
  }

  return {
    async append(tx, tenant, witnessed, making) {
      if (witnessed.length === 0) return [];
      if (witnessed.length > mostInBatch) throw new LedgerError("ledger/malformed-batch", "too many entries at once");
      const keys = await keyring.keys(tenant);
      const batch = await writer.write(tx, keys, await withKeys(keys, witnessed.map(plainEntry), making));
      return witnessed.map((_, ordinal) => entryId(batch, ordinal));
    },
    async witness(tenant, witnessed) {
      if (witnessed.length === 0) return [];
      const book = await daybook();
      if (book === undefined) return gatherer(tenant)(witnessed);
      const { batch, ordinal } = await book.write(tenant, witnessed.map(plainEntry));
      return witnessed.map((_, index) => entryId(batch, ordinal + index));
    },
    settle,
    async sequence(tenant) {
      await settle();
      return keeper.sequence(tenant);
    },
    async commitHeads(tenant, keyNos) {
      await settle();
      const { committed } = await keeper.sequence(tenant, { kind: "paths", keyNos });
      if (committed === undefined) throw new LedgerError("ledger/unknown-entry", "the ledger has no entry yet");
      return committed;
    },
    async declarePruning(tenant, pruning, entry, isAllowed) {
      await settle();
      await keeper.sequence(tenant, { kind: "pruning", pruning, entry, isAllowed });
    },
    async withdrawPruning(tenant, entry) {
      await settle();
      await keeper.sequence(tenant, { kind: "withdrawal", entry });
    },
    start: keeper.start,
    async close() {
      await opening?.then((book) => book.close()).catch(ports.onFailure);
      await keeper.close();
    },
  };
}
