import { type FhirResource, type ResourceType, indexTerms, typeNumber } from "../../foundation/fhir/index.ts";
import { type Clock, type ResourceId, type TenantId, gather } from "../../foundation/kernel/index.ts";
import type { Database, Queryable, Transaction } from "../../foundation/platform/database/index.ts";
import type { DataKey, Keyring, NewPatientKey, TenantKeys } from "../keyring/index.ts";
import { packBody } from "./body.ts";
import { openRows } from "./opening.ts";
import { type Planner, openPlanner } from "./planner.ts";
import { type Protection, sealed } from "./protection.ts";
import { type RememberedBodies, rememberBodies } from "./remembered-bodies.ts";
import { countVersions, newestVersionsAfter } from "./reindex-table.ts";
import { type CandidateQuery, type CandidateRow, candidatesTogether } from "./search-table.ts";
import { type Match, type RecordQuery, searchRecords } from "./search.ts";
import { sortTokens } from "./sort-tokens.ts";
import type { OpenVersion, SealedVersion } from "./version.ts";
import {
  type VersionRow,
  currentVersions,
  deletionsUnder,
  erasedAmong,
  idsUnder,
  holdWrites,
  insertVersions,
  newestUnder,
  newestVersion,
  newestVersions,
  newestVersionsOfFirst,
  oneVersion,
  versionsBefore,
  versionsOf,
} from "./version-table.ts";

export interface RecordReader {
  /** The current version, or undefined when there is none or it is deleted. Calls of one moment share a query. */
  current(tenant: TenantId, id: ResourceId): Promise<OpenVersion | undefined>;
  currentAll(tenant: TenantId, ids: readonly ResourceId[], within?: Queryable): Promise<OpenVersion[]>;
  /** The newest version, a deletion included. */
  newest(tenant: TenantId, id: ResourceId, within?: Queryable): Promise<OpenVersion | undefined>;
  /** The newest versions, deletions included. */
  newestAll(tenant: TenantId, ids: readonly ResourceId[]): Promise<OpenVersion[]>;
  /** The same in the order of the ids, of as many of the first as one page holds. */
  newestOfFirst(tenant: TenantId, ids: readonly ResourceId[]): Promise<OpenVersion[]>;
  version(tenant: TenantId, id: ResourceId, version: number): Promise<OpenVersion | undefined>;
  historyOf(
    tenant: TenantId,
    wanted: { readonly id: ResourceId; readonly belowVersion: number; readonly limit: number },
  ): Promise<OpenVersion[]>;
  historyBefore(
    tenant: TenantId,
    wanted: {
      readonly types: readonly ResourceType[];
      readonly from: number;
      readonly before: number;
      readonly limit: number;
    },
  ): Promise<OpenVersion[]>;
  /** The newest versions, deletions included, in the order of their ids; none where there are no more. */
  newestAfter(tenant: TenantId, after: ResourceId | undefined, limit: number): Promise<OpenVersion[]>;
  /** How many resources there are or were. */
  countAll(tenant: TenantId): Promise<number>;
  /** Deletions of what was this patient's and wasn't written again, newest first, below a position. */
  deletionsUnder(
    tenant: TenantId,
    wanted: { readonly patient: ResourceId; readonly before: number; readonly limit: number },
  ): Promise<OpenVersion[]>;
  /** Ids of all that has a version under a key of this patient's: what goes when the keys do. */
  idsUnder(tenant: TenantId, patient: ResourceId): Promise<ResourceId[]>;
  /** The number of each one's newest version. @param holding a transaction, until whose end nobody writes any */
  newestUnder(tenant: TenantId, patient: ResourceId, holding?: Transaction): Promise<ReadonlyMap<ResourceId, number>>;
  /** Of these ids those that were erased: records by themselves, and patients with their keys. */
  erasedAmong(tenant: TenantId, ids: readonly ResourceId[]): Promise<ReadonlySet<ResourceId>>;
  /** @throws SearchTooCostly */
  search<Version extends OpenVersion>(tenant: TenantId, query: RecordQuery<Version>): Promise<Match<Version>[]>;
}

/** What a new version is made of. */
export interface VersionDraft {
  readonly type: ResourceType;
  readonly id: ResourceId;
  readonly version: number;
  readonly position: number;
  /** The resource with id and meta in place; undefined for a deletion. */
  readonly resource: FhirResource | undefined;
  readonly under: DataKey | NewPatientKey;
}

export interface RecordWriter {
  /** Packs, seals and blinds. */
  seal(keys: TenantKeys, draft: VersionDraft): SealedVersion;
  /** @throws DatabaseError `database/unique-violation` when another writer made the version first. */
  write(tx: Transaction, tenant: TenantId, versions: readonly SealedVersion[]): Promise<void>;
}

export interface Records extends RecordReader, RecordWriter {
  /** A reader whose connections row-level security holds to these facilities; the same reader for the same list. */
  within(facilities: readonly string[]): RecordReader;
}

export interface RecordsPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly now: Clock;
  readonly protection?: Protection;
}

const empty = Buffer.alloc(0);

/** Lists of facilities whose readers are kept. People of one site share a list. */
const mostReaders = 256;

export function openRecords({ db, keyring, now, protection = sealed }: RecordsPorts): Records {
  const planner = openPlanner(db.installation, now);
  const remembered = rememberBodies();
  const open = (connection: ConnectionOf) => openReader({ connection, keyring, planner, protection, remembered });
  const readers = new Map<string, RecordReader>();

  return {
    ...open({ to: (tenant) => db.tenant(tenant), isHeld: false }),

    within(facilities) {
      const name = [...facilities].sort().join(",");
      const known = readers.get(name);
      if (known !== undefined) return known;
      const connections = new Map<TenantId, Queryable>();
      const to = (tenant: TenantId): Queryable => {
        const made = connections.get(tenant) ?? db.tenant(tenant, facilities);
        connections.set(tenant, made);
        return made;
      };
      const [oldest] = readers.keys();
      if (readers.size >= mostReaders && oldest !== undefined) readers.delete(oldest);
      const made = open({ to, isHeld: true });
      readers.set(name, made);
      return made;
    },

    seal(keys, { resource, under, ...draft }) {
      const place = { tenant: keys.tenant, type: draft.type, id: draft.id, version: draft.version, keyNo: under.keyNo };
      const packed =
        resource === undefined ? empty : packBody(JSON.stringify(resource), { id: draft.id, patient: under.subject });
      const tokens =
        resource === undefined ? empty : sortTokens(protection.tokens(keys.blinder, draft.type, indexTerms(resource)));
      const version = {
        ...draft,
        keyNo: under.keyNo,
        deleted: resource === undefined,
        sealed: protection.seal(under.key, place, packed),
        tokens,
      };
      return "wrapped" in under ? { ...version, newKey: under } : version;
    },
    write: insertVersions,
  };
}

interface ConnectionOf {
  readonly to: (tenant: TenantId) => Queryable;
  /** Whether row-level security holds it to facilities. */
  readonly isHeld: boolean;
}

interface ReaderPorts {
  readonly connection: ConnectionOf;
  readonly keyring: Keyring;
  readonly planner: Planner;
  readonly protection: Protection;
  readonly remembered: RememberedBodies;
}

/** Reads that are made together share a connection, so a reader serves callers of one binding only. */
function openReader({ connection, keyring, planner, protection, remembered }: ReaderPorts): RecordReader {
  async function openAll(tenant: TenantId, rows: readonly VersionRow[]): Promise<OpenVersion[]> {
    if (rows.length === 0) return [];
    return openRows(await keyring.keys(tenant), protection, rows, remembered);
  }

  const readers = new Map<TenantId, (id: ResourceId) => Promise<VersionRow | undefined>>();
  function reader(tenant: TenantId): (id: ResourceId) => Promise<VersionRow | undefined> {
    const known = readers.get(tenant);
    if (known !== undefined) return known;
    const made = gather<ResourceId, VersionRow | undefined>(
      async (ids) => {
        const rows = new Map(
          (await currentVersions(connection.to(tenant), tenant, [...new Set(ids)])).map((row) => [row.id, row]),
        );
        return ids.map((id) => rows.get(id));
      },
      { mostTogether: 64, mostInFlight: 1 },
    );
    readers.set(tenant, made);
    return made;
  }

  const searchers = new Map<TenantId, (query: CandidateQuery) => Promise<CandidateRow[]>>();
  function searcher(tenant: TenantId): (query: CandidateQuery) => Promise<CandidateRow[]> {
    const known = searchers.get(tenant);
    if (known !== undefined) return known;
    const together = (queries: readonly CandidateQuery[]) => candidatesTogether(connection.to(tenant), queries);
    const made = gather<CandidateQuery, CandidateRow[]>(together, { mostTogether: 16, mostInFlight: 2 });
    searchers.set(tenant, made);
    return made;
  }

  return {
    async current(tenant, id) {
      const row = await reader(tenant)(id);
      return row === undefined ? undefined : (await openAll(tenant, [row]))[0];
    },
    async currentAll(tenant, ids, within) {
      return openAll(tenant, await currentVersions(within ?? connection.to(tenant), tenant, [...new Set(ids)]));
    },
    async newest(tenant, id, within) {
      const row = await newestVersion(within ?? connection.to(tenant), tenant, id);
      return row === undefined ? undefined : (await openAll(tenant, [row]))[0];
    },
    async newestAll(tenant, ids) {
      return openAll(tenant, await newestVersions(connection.to(tenant), tenant, [...new Set(ids)]));
    },
    async newestOfFirst(tenant, ids) {
      return openAll(tenant, await newestVersionsOfFirst(connection.to(tenant), tenant, ids));
    },
    async version(tenant, id, version) {
      const row = await oneVersion(connection.to(tenant), tenant, id, version);
      return row === undefined ? undefined : (await openAll(tenant, [row]))[0];
    },
    async historyOf(tenant, wanted) {
      return openAll(tenant, await versionsOf(connection.to(tenant), tenant, wanted));
    },
    async historyBefore(tenant, { types, ...wanted }) {
      return openAll(
        tenant,
        await versionsBefore(connection.to(tenant), tenant, { types: types.map(typeNumber), ...wanted }),
      );
    },
    async newestAfter(tenant, after, limit) {
      return openAll(tenant, await newestVersionsAfter(connection.to(tenant), tenant, after, limit));
    },
    countAll: (tenant) => countVersions(connection.to(tenant), tenant),
    async deletionsUnder(tenant, wanted) {
      return openAll(tenant, await deletionsUnder(connection.to(tenant), tenant, wanted));
    },
    erasedAmong: (tenant, ids) => erasedAmong(connection.to(tenant), tenant, ids),
    idsUnder: (tenant, patient) => idsUnder(connection.to(tenant), tenant, patient),
    async newestUnder(tenant, patient, holding) {
      if (holding !== undefined) await holdWrites(holding);
      return newestUnder(holding ?? connection.to(tenant), tenant, patient);
    },
    async search(tenant, query) {
      return searchRecords(
        {
          db: connection.to(tenant),
          isHeld: connection.isHeld,
          keys: await keyring.keys(tenant),
          planner,
          protection,
          remembered,
          together: searcher(tenant),
        },
        query,
      );
    },
  };
}
