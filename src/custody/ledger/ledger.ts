import { type Clock, type Positions, type ResourceId, type TenantId, gather } from "../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import { type DataKey, type Keyring, KeyringError, type NewPatientKey, type TenantKeys } from "../keyring/index.ts";
import { leavesOf } from "./batch-contents.ts";
import {
  type KeyedEntry,
  type SealedBatch,
  authenticityOf,
  entryId,
  mostInBatch,
  openEntry,
  sealBatch,
  splitBatch,
} from "./batch.ts";
import type { CheckpointAnchor } from "./checkpoint-file.ts";
import { type Daybook, openDaybook } from "./daybook.ts";
import type { Witnessed } from "./entry.ts";
import type { CommittedMap } from "./commit-heads.ts";
import { type Keeper, openKeeper } from "./keeper.ts";
import { LedgerError } from "./ledger-error.ts";
import { batchesByNumber, insertBatch } from "./ledger-table.ts";
import { tokensOf } from "./retokenise.ts";
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
  /** Keeps the ledger in order on a thread of its own; this one does without it. */
  readonly keeper?: Keeper | undefined;
  readonly onForgery: (tenant: TenantId, batch: number) => void;
  readonly onFailure: (error: unknown) => void;
}

async function keyed(
  keys: TenantKeys,
  witnessed: readonly Witnessed[],
  making: readonly NewPatientKey[] = [],
): Promise<KeyedEntry[]> {
  const made = new Map<ResourceId, DataKey>(making.map((key) => [key.subject, key]));
  const patients = witnessed.flatMap(({ patient }) => (patient === undefined || made.has(patient) ? [] : [patient]));
  const known = patients.length === 0 ? undefined : await keys.ofPatients([...new Set<ResourceId>(patients)]);
  return witnessed.map(({ entry, patient }) => ({
    entry,
    patient,
    under: (patient === undefined ? undefined : (made.get(patient) ?? known?.get(patient))) ?? keys.ledger,
  }));
}

export function openLedger(ports: LedgerPorts): Ledger {
  const { db, keyring, positions } = ports;
  const keeper = ports.keeper ?? openKeeper(ports);

  /** @returns the batch's number; each process counts for itself, so one that another has taken is passed over. */
  async function write(queryable: Queryable, keys: TenantKeys, entries: readonly KeyedEntry[]): Promise<number> {
    for (;;) {
      const sealed = sealBatch(keys, positions(), entries);
      if (!(await insertBatch(queryable, keys.tenant, sealed))) continue;
      keeper.wrote(keys.tenant, sealed.batch, leavesOf(sealed));
      return sealed.batch;
    }
  }

  const gatherers = new Map<TenantId, (witnessed: readonly Witnessed[]) => Promise<readonly string[]>>();
  function gatherer(tenant: TenantId): (witnessed: readonly Witnessed[]) => Promise<readonly string[]> {
    const known = gatherers.get(tenant);
    if (known !== undefined) return known;
    const made = gather<readonly Witnessed[], readonly string[]>(
      async (groups) => {
        const keys = await keyring.keys(tenant);
        const batch = await write(db.tenant(tenant), keys, await keyed(keys, groups.flat()));
        let ordinal = 0;
        return groups.map((group) => group.map(() => entryId(batch, ordinal++)));
      },
      { mostTogether: 128, mostInFlight: 1 },
    );
    gatherers.set(tenant, made);
    return made;
  }

  async function blindedNow(tenant: TenantId, { batch, entries, tokens }: SealedBatch): Promise<Buffer> {
    try {
      return await tokensOf(await keyring.keys(tenant), batch, entries);
    } catch (error) {
      // The organisation's keys were destroyed meanwhile: its entries count, and nobody looks for them.
      if (error instanceof KeyringError && error.code === "keyring/unknown-tenant") return tokens;
      throw error;
    }
  }

  /** A whole batch of the daybook. */
  async function post(tenant: TenantId, sealed: SealedBatch): Promise<void> {
    const queryable = db.tenant(tenant);
    // What waited may have been blinded with an index key that was replaced meanwhile: nobody would find it.
    const tokens = sealed.leafHashes.length === 0 ? await blindedNow(tenant, sealed) : sealed.tokens;
    if (await insertBatch(queryable, tenant, { ...sealed, tokens })) {
      keeper.wrote(tenant, sealed.batch, sealed.leafHashes.length > 0 ? leavesOf(sealed) : undefined);
      return;
    }
    const [stored] = await batchesByNumber(queryable, tenant, [sealed.batch]);
    // An earlier attempt got there, and its answer was lost; or this is a copy of a page from before it was full, and all of it is there.
    if (stored?.entries.subarray(0, sealed.entries.length).equals(sealed.entries) === true) return;
    // Somebody has taken the number, which only a forger could know: our entries go under another one.
    const keys = await keyring.keys(tenant);
    const entries = splitBatch(sealed.entries);
    const loaded = await keys.load(entries.map(({ keyNo }) => keyNo));
    const again = entries.flatMap((entry, ordinal) => {
      const place = { batch: sealed.batch, ordinal };
      if (authenticityOf(loaded, place, entry) !== "genuine") return [];
      const { keyNo } = entry;
      const patient = loaded.subjectOf(keyNo);
      const under: DataKey = { keyNo, key: loaded.key(keyNo), subject: patient };
      return [{ entry: openEntry(loaded, place, entry), patient, under }];
    });
    if (again.length > 0) await write(queryable, keys, again);
  }

  let opening: Promise<Daybook<Witnessed>> | undefined;
  function daybook(): Promise<Daybook<Witnessed>> | undefined {
    const { daybookDirectory } = ports;
    if (daybookDirectory === undefined || opening !== undefined) return opening;
    opening = openDaybook<Witnessed>({
      directory: daybookDirectory,
      positions,
      now: ports.now,
      async seal(tenant, batch, witnessed, firstOrdinal) {
        const keys = await keyring.keys(tenant);
        return sealBatch(keys, batch, await keyed(keys, witnessed), firstOrdinal);
      },
      post,
      onFailure: ports.onFailure,
    });
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
      const batch = await write(tx, keys, await keyed(keys, witnessed, making));
      return witnessed.map((_, ordinal) => entryId(batch, ordinal));
    },
    async witness(tenant, witnessed) {
      if (witnessed.length === 0) return [];
      const book = await daybook();
      if (book === undefined) return gatherer(tenant)(witnessed);
      const { batch, ordinal } = await book.write(tenant, witnessed);
      return witnessed.map((_, index) => entryId(batch, ordinal + index));
    },
    settle,
    async sequence(tenant) {
      await settle();
      return keeper.sequence(tenant);
    },
    async commitHeads(tenant, keyNos) {
      await settle();
      const { committed } = await keeper.sequence(tenant, keyNos);
      if (committed === undefined) throw new LedgerError("ledger/unknown-entry", "the ledger has no entry yet");
      return committed;
    },
    start: keeper.start,
    async close() {
      await opening?.then((book) => book.close()).catch(ports.onFailure);
      await keeper.close();
    },
  };
}
