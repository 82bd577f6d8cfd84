import { CryptoError } from "../../foundation/crypto/index.ts";
import { type ResourceId, type TenantId, positionToMilliseconds } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError } from "../keyring/index.ts";
import { type SealedEntry, entryId, leafData, parseEntryId, patientToken, splitBatch, unknownEntry } from "./batch.ts";
import type { LedgerEntry } from "./entry.ts";
import { openEntriesOf } from "./entry-copies.ts";
import {
  type EntryQuery,
  type FoundEntries,
  type FoundEntry,
  batchesWithAny,
  findEntries,
  mostBatchesAtOnce,
} from "./find-entries.ts";
import { LedgerError } from "./ledger-error.ts";
import {
  batchesByNumber,
  checkpointsByDay,
  lastCheckpoint,
  sequenceCovering,
  sequencedBefore,
  firstIndexOf,
  sizeBefore,
} from "./ledger-table.ts";
import { logSigner } from "./log-identity.ts";
import { type Pruning, newestPruning } from "./pruning-table.ts";
import { ProofError, leafHash, proveInclusion, tileWidth, verifyInclusion } from "./merkle/index.ts";
import type { PublishedCheckpoint, PublishedCheckpoints } from "./published-checkpoint.ts";
import { tableHashReader } from "./table-hash-reader.ts";
import { encodeBundle } from "./tiles/index.ts";
import { formatProofBundle, formatVerifierKey, parseCheckpoint, unverifiedText } from "./verify/index.ts";

export interface LedgerStanding {
  readonly size: number;
  readonly rootHash: string;
  readonly checkpoint: string;
  readonly checkpointAt: number | undefined;
  readonly verifierKey: string;
  readonly entriesPerDay: readonly { readonly day: number; readonly entries: number }[];
}

/** Entries that are gone. */
export interface PrunedPart {
  /** All before this index. */
  readonly end: number;
  /** When the newest of them was written, in milliseconds since 1970. */
  readonly until: number;
}

export interface LedgerReader {
  /** Entries about a patient (sealed under the patient's key), newest first, older than `before`. */
  aboutPatient(
    tenant: TenantId,
    patient: ResourceId,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<readonly FoundEntry[]>;
  /** Entries of an actor, newest first. Entries whose patient's key is gone are left out. */
  byActor(
    tenant: TenantId,
    actorId: string,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<readonly FoundEntry[]>;
  /** Entries of a patient, of an actor, of a time, or of the whole organisation. @throws LedgerError `ledger/unknown-entry` */
  find(tenant: TenantId, query: EntryQuery): Promise<FoundEntries>;
  /** One entry and whose it is, without its position. @throws LedgerError `ledger/unknown-entry`, also where its key is gone;
   *  `ledger/entry-pruned` */
  found(tenant: TenantId, id: string): Promise<FoundEntry>;
  /** One entry. @throws LedgerError `ledger/unknown-entry`, `ledger/entry-pruned` */
  entry(tenant: TenantId, id: string): Promise<LedgerEntry>;
  /** A C2SP tlog-proof whose `extra` line holds the leaf itself. @throws LedgerError `ledger/unknown-entry`, `ledger/entry-pruned`,
   *  `ledger/not-sequenced` */
  prove(tenant: TenantId, id: string): Promise<string>;
  /** As `prove`, of a leaf that is known. @param extra what the `extra` line holds @throws LedgerError `ledger/not-sequenced` */
  proveLeaf(
    tenant: TenantId,
    of: { readonly index: number; readonly leaf: Buffer; readonly extra: ExtraLine },
  ): Promise<string>;
  /** What the leaves of all entries about a patient hash that stand before `end` and are kept, in the tree's order. */
  leavesAbout(
    tenant: TenantId,
    patient: ResourceId,
    end: number,
  ): Promise<readonly { readonly index: number; readonly keyNo: number; readonly leaf: Buffer }[]>;
  /** The first `width` entries of the tree's tile, as they were hashed: sealed, but each with its place and key number. A C2SP entry
   *  bundle. @throws LedgerError `ledger/not-sequenced`, `ledger/entry-pruned` */
  entryBundle(tenant: TenantId, name: { readonly tile: number; readonly width: number }): Promise<Buffer>;
  /** What the leaves from `first` on hash, `count` of them. @throws LedgerError `ledger/not-sequenced`, `ledger/entry-pruned` */
  leaves(tenant: TenantId, first: number, count: number): Promise<readonly Buffer[]>;
  /** The newest pruning that was declared: which entries may be gone, and since when. */
  pruning(tenant: TenantId): Promise<Pruning | undefined>;
  /** What is gone; undefined when nothing is. */
  pruned(tenant: TenantId): Promise<PrunedPart | undefined>;
  standing(tenant: TenantId, days: number, now: number): Promise<LedgerStanding>;
}

/** What the `extra` line of a proof holds; what it is made of may be proven under the same checkpoint. */
export type ExtraLine =
  | Buffer
  | ((prove: (leaf: Buffer, index: number) => Promise<readonly Buffer[]>) => Promise<Buffer>);

const dayMilliseconds = 86_400_000;

export interface LedgerReaderPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  /** Brings what was just witnessed to where it is read. */
  readonly settle?: (() => Promise<void>) | undefined;
  /** Proofs carry the checkpoint that everybody is shown, once it counts their entry. */
  readonly published?: PublishedCheckpoints | undefined;
}

export function openLedgerReader(ports: LedgerReaderPorts): LedgerReader {
  const { db, keyring, settle = async () => undefined } = ports;

  async function find(tenant: TenantId, query: EntryQuery): Promise<FoundEntries> {
    await settle();
    return findEntries({ db, keyring }, tenant, query);
  }

  async function pruning(tenant: TenantId): Promise<Pruning | undefined> {
    return newestPruning(db.tenant(tenant), await keyring.keys(tenant));
  }

  async function sealedEntry(tenant: TenantId, id: string) {
    const place = parseEntryId(id);
    await settle();
    const [row] = await batchesByNumber(db.tenant(tenant), tenant, [place.batch]);
    if (row === undefined) {
      const first = await firstIndexOf(db.tenant(tenant), tenant, place.batch);
      const end = first === undefined ? 0 : ((await pruning(tenant))?.goneTo ?? 0);
      throw first !== undefined && first < end ? entryPruned() : unknownEntry();
    }
    const sealed = splitBatch(row.entries)[place.ordinal];
    if (sealed === undefined) throw unknownEntry();
    return { place, sealed };
  }

  async function openedEntry(tenant: TenantId, place: ReturnType<typeof parseEntryId>, sealed: SealedEntry) {
    const opening = openEntriesOf(db.tenant(tenant), await keyring.keys(tenant), [place.batch]);
    return (await opening.of(place.batch, [sealed])).open(place, sealed);
  }

  async function leaves(tenant: TenantId, first: number, count: number): Promise<readonly Buffer[]> {
    const queryable = db.tenant(tenant);
    const rows = await sequenceCovering(queryable, tenant, first, first + count);
    const numbers = rows.map(({ batch }) => batch);
    const batches = new Map(
      (await batchesByNumber(queryable, tenant, numbers)).map(({ batch, entries }) => [batch, entries]),
    );
    const found: Buffer[] = [];
    for (const { batch, first_index: start } of rows) {
      splitBatch(batches.get(batch) ?? Buffer.alloc(0)).forEach((sealed, ordinal) => {
        const index = start + ordinal;
        if (index >= first && index < first + count) found.push(leafData({ tenant, batch, ordinal }, sealed));
      });
    }
    if (found.length === count) return found;
    if (first < ((await pruning(tenant))?.goneTo ?? 0)) throw entryPruned();
    throw new LedgerError("ledger/not-sequenced", "the ledger doesn't have these entries");
  }

  /** Made of the public tiles; of the database, should they be wrong: then there is an alarm elsewhere. */
  async function inclusion(
    tenant: TenantId,
    leaf: Buffer,
    index: number,
    { hashes, size, rootHash }: Pick<PublishedCheckpoint, "hashes" | "size" | "rootHash">,
  ): Promise<readonly Buffer[]> {
    try {
      const proof = await proveInclusion(hashes, index, size);
      verifyInclusion({ leafHash: leafHash(leaf), index, size, proof, root: rootHash });
      return proof;
    } catch (error) {
      if (!(error instanceof ProofError)) throw error;
      return proveInclusion(tableHashReader(db.tenant(tenant), tenant), index, size);
    }
  }

  /** The one to prove an entry under: the one that everybody is shown, or the newest where that doesn't count the entry yet. */
  async function checkpointFor(tenant: TenantId, index: number): Promise<PublishedCheckpoint | undefined> {
    const shown = await ports.published?.load(await keyring.keys(tenant));
    if (shown !== undefined && shown.size > index) return shown;
    if (ports.published?.needsWitnesses === true) return undefined;
    const newest = await lastCheckpoint(db.tenant(tenant), tenant);
    if (newest === undefined || newest.size <= index) return undefined;
    const { rootHash } = parseCheckpoint(unverifiedText(newest.note));
    return { ...newest, rootHash, hashes: tableHashReader(db.tenant(tenant), tenant) };
  }

  async function proveLeaf(
    tenant: TenantId,
    { index, leaf, extra }: { readonly index: number; readonly leaf: Buffer; readonly extra: ExtraLine },
  ): Promise<string> {
    const checkpoint = await checkpointFor(tenant, index);
    if (checkpoint === undefined) {
      throw new LedgerError(
        "ledger/not-sequenced",
        "the entry gets its place in the tree within a second, and its witnesses where there are some: try again",
      );
    }
    const proof = await inclusion(tenant, leaf, index, checkpoint);
    const line = Buffer.isBuffer(extra) ? extra : await extra((other, at) => inclusion(tenant, other, at, checkpoint));
    return formatProofBundle({ index, proof, checkpoint: checkpoint.note, extra: line });
  }

  return {
    aboutPatient: async (tenant, patient, page) => (await find(tenant, { patient, ...page })).entries,
    byActor: async (tenant, actorId, page) => (await find(tenant, { actorId, ...page })).entries,
    find,
    async found(tenant, id) {
      const { place, sealed } = await sealedEntry(tenant, id);
      try {
        const { entry, patient } = await openedEntry(tenant, place, sealed);
        // An id can be written with further zeros: this is the entry's own.
        return { entryId: entryId(place.batch, place.ordinal), entry, index: undefined, patient };
      } catch (error) {
        if (error instanceof KeyringError || error instanceof CryptoError) throw unknownEntry();
        throw error;
      }
    },
    async entry(tenant, id) {
      const { place, sealed } = await sealedEntry(tenant, id);
      return (await openedEntry(tenant, place, sealed)).entry;
    },
    async prove(tenant, id) {
      const { batch } = parseEntryId(id);
      const [{ place, sealed }, first] = await Promise.all([
        sealedEntry(tenant, id),
        firstIndexOf(db.tenant(tenant), tenant, batch),
      ]);
      const index = first === undefined ? Number.POSITIVE_INFINITY : first + place.ordinal;
      const leaf = leafData({ tenant, ...place }, sealed);
      return proveLeaf(tenant, { index, leaf, extra: leaf });
    },
    proveLeaf,
    async leavesAbout(tenant, patient, end) {
      const keys = await keyring.keys(tenant);
      const tokens = keys.blinders.map((blinder) => patientToken(blinder, patient));
      const numbers = new Set(await keys.numbersOf(patient));
      const found: { index: number; keyNo: number; leaf: Buffer }[] = [];
      await settle();
      for (let before = Number.MAX_SAFE_INTEGER; ; ) {
        const page = { before, limit: mostBatchesAtOnce };
        const rows = await batchesWithAny(db.tenant(tenant), tokens, page);
        for (const { batch, entries, first_index: first } of rows) {
          before = batch;
          if (first === null) continue;
          splitBatch(entries).forEach((sealed, ordinal) => {
            const [index, { keyNo }] = [first + ordinal, sealed];
            if (numbers.has(keyNo) && index < end)
              found.push({ index, keyNo, leaf: leafData({ tenant, batch, ordinal }, sealed) });
          });
        }
        if (rows.length < page.limit) return found.sort((a, b) => a.index - b.index);
      }
    },
    async entryBundle(tenant, { tile, width }) {
      return encodeBundle(await leaves(tenant, tile * tileWidth, width));
    },
    leaves,
    pruning,
    async pruned(tenant) {
      const end = (await pruning(tenant))?.goneTo ?? 0;
      const last = end === 0 ? undefined : await sequencedBefore(db.tenant(tenant), tenant, end);
      return last && { end, until: positionToMilliseconds(last.batch) };
    },
    async standing(tenant, days, now) {
      const keys = await keyring.keys(tenant);
      const queryable = db.tenant(tenant);
      const checkpoint = await lastCheckpoint(queryable, tenant);
      const since = (Math.floor(now / dayMilliseconds) - days + 1) * dayMilliseconds;
      const grown = new Map(
        (await checkpointsByDay(queryable, tenant, since)).map(({ day, size }) => [day * dayMilliseconds, size]),
      );
      let reached = await sizeBefore(queryable, tenant, since);
      const entriesPerDay = Array.from({ length: days }, (_, index) => {
        const day = since + index * dayMilliseconds;
        const before = reached;
        reached = grown.get(day) ?? before;
        return { day, entries: reached - before };
      });
      return {
        size: checkpoint?.size ?? 0,
        rootHash: checkpoint?.note.split("\n")[2] ?? "",
        checkpoint: checkpoint?.note ?? "",
        checkpointAt: checkpoint?.at,
        verifierKey: formatVerifierKey(logSigner(keys).verifier),
        entriesPerDay,
      };
    },
  };
}

function entryPruned(): LedgerError {
  return new LedgerError(
    "ledger/entry-pruned",
    "the entry was pruned, and the ledger has that on record: its hash and its place stay, and proofs that were taken out before hold",
  );
}
