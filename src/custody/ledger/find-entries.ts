import { CryptoError } from "../../foundation/crypto/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";
import { type Keyring, KeyringError, type TenantKeys } from "../keyring/index.ts";
import { actorToken, entryId, parseEntryId, patientToken, splitBatch } from "./batch.ts";
import type { LedgerEntry } from "./entry.ts";
import { type EntryOpener, type OpenedEntry, openEntriesOf } from "./entry-copies.ts";
import { type FoundBatch, batchesWith, newestBatches } from "./ledger-table.ts";

export interface FoundEntry {
  readonly entryId: string;
  readonly entry: LedgerEntry;
  /** Position in the tree, once it has one. */
  readonly index: number | undefined;
  /** Whose key seals it; undefined for one of the organisation's. */
  readonly patient: ResourceId | undefined;
}

/** What is looked for. All of it must hold. */
export interface EntryQuery {
  readonly patient?: ResourceId | undefined;
  readonly actorId?: string | undefined;
  /** Milliseconds since 1970: an entry that was made outside of them may be found too, none that was made inside is left out. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  /** Older than this entry. */
  readonly before?: string | undefined;
  readonly limit: number;
  /** Entries that it may try to open. Absent: any number. */
  readonly mostOpened?: number | undefined;
}

export interface FoundEntries {
  /** Newest first. */
  readonly entries: readonly FoundEntry[];
  /** How many it tried to open. */
  readonly opened: number;
  /** The last that was looked at, where there may be more before it. */
  readonly next: string | undefined;
}

export interface FindingPorts {
  readonly db: Database;
  readonly keyring: Keyring;
}

// A batch may hold one entry or a thousand: many are asked for only when few held what was looked for.
const batchesAtFirst = 8;
export const mostBatchesAtOnce = 128;
/** An entry says when its act began, and its batch's number when it was written: an act takes no longer. */
const longestActMilliseconds = 5 * 60_000;
const beyondAll = Number.MAX_SAFE_INTEGER;

/** While the index key is rotated a batch is blinded under one of two: the older is asked first, because batches only move to the newer. */
export async function batchesWithAny(
  db: Queryable,
  tokens: readonly Buffer[],
  page: { readonly before: number; readonly limit: number },
): Promise<readonly FoundBatch[]> {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return batchesWith(db, { token: only, ...page });
  const found = new Map<number, FoundBatch>();
  for (const token of tokens) for (const row of await batchesWith(db, { token, ...page })) found.set(row.batch, row);
  return [...found.values()].sort((a, b) => b.batch - a.batch).slice(0, page.limit);
}

/** What batches are found by; undefined where every batch has to be looked at. */
function tokensFor({ blinders }: TenantKeys, { patient, actorId }: EntryQuery): readonly Buffer[] | undefined {
  if (patient !== undefined) return blinders.map((blinder) => patientToken(blinder, patient));
  return actorId === undefined ? undefined : blinders.map((blinder) => actorToken(blinder, actorId));
}

/** The number of a batch that was written at this moment, to within how long an act takes. */
function batchNumber(at: number | undefined, slack: number): number | undefined {
  return at === undefined || !Number.isFinite(at)
    ? undefined
    : Math.min(beyondAll, Math.max(0, Math.round((at + slack) * 1000)));
}

/** Entries whose patient's key is gone are left out. @throws LedgerError `ledger/unknown-entry` for a malformed `before` */
export async function findEntries(
  { db, keyring }: FindingPorts,
  tenant: TenantId,
  query: EntryQuery,
): Promise<FoundEntries> {
  const { patient, actorId, limit: wanted, mostOpened = beyondAll } = query;
  const keys = await keyring.keys(tenant);
  if (patient !== undefined && (await keys.ofPatients([patient])).size === 0)
    return { entries: [], opened: 0, next: undefined };
  const tokens = tokensFor(keys, query);
  const bound = query.before === undefined ? undefined : parseEntryId(query.before);
  const first = batchNumber(query.from, -longestActMilliseconds) ?? 0;
  // The page may have ended inside a batch: look at that batch again.
  let before = Math.min(
    bound === undefined ? beyondAll : bound.batch + 1,
    batchNumber(query.until, longestActMilliseconds) ?? beyondAll,
  );
  const entries: FoundEntry[] = [];
  let opened = 0;
  for (let limit = batchesAtFirst; ; limit = Math.min(limit * 4, mostBatchesAtOnce)) {
    const queryable = db.tenant(tenant);
    const rows = await (tokens === undefined
      ? newestBatches(queryable, tenant, { before, limit })
      : batchesWithAny(queryable, tokens, { before, limit }));
    const opening = openEntriesOf(
      queryable,
      keys,
      rows.map(({ batch }) => batch),
    );
    for (const row of rows) {
      if (row.batch < first) return { entries, opened, next: undefined };
      const sealed = splitBatch(row.entries);
      const opener = await opening.of(row.batch, sealed);
      for (let ordinal = sealed.length - 1; ordinal >= 0; ordinal -= 1) {
        const part = sealed[ordinal];
        if (part === undefined || (bound !== undefined && row.batch === bound.batch && ordinal >= bound.ordinal))
          continue;
        // A patient may have had several keys.
        const place = { batch: row.batch, ordinal };
        const subject = opener.patientOf(part);
        if (patient !== undefined && subject !== patient) continue;
        // Those that don't open cost as much: whoever asks after a thousand keys were destroyed would wait for all that they sealed.
        opened += 1;
        const id = entryId(row.batch, ordinal);
        const entry = openedOrNone(opener, place, part)?.entry;
        if (entry !== undefined && (actorId === undefined || entry.actor.id === actorId)) {
          const index = row.first_index === null ? undefined : row.first_index + ordinal;
          entries.push({ entryId: id, entry, index, patient: subject });
        }
        if (entries.length === wanted || opened === mostOpened) return { entries, opened, next: id };
      }
      before = row.batch;
    }
    if (rows.length < limit) return { entries, opened, next: undefined };
  }
}

function openedOrNone(opener: EntryOpener, ...entry: Parameters<EntryOpener["open"]>): OpenedEntry | undefined {
  try {
    return opener.open(...entry);
  } catch (error) {
    // Not ours: verifying the ledger names it.
    if (error instanceof KeyringError || error instanceof CryptoError) return undefined;
    throw error;
  }
}
