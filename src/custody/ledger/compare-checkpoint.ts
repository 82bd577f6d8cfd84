import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database, Queryable } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { checkpointFingerprint, textFingerprint } from "./checkpoint-fingerprint.ts";
import { findNote } from "./find-note.ts";
import { lastCheckpoint } from "./ledger-table.ts";
import { logVerifiers } from "./log-identity.ts";
import { type Frontier, emptyFrontier, extendFrontier, frontierRoot } from "./merkle/index.ts";
import { leafHashesBetween } from "./table-hash-reader.ts";
import { trustedCheckpoint } from "./trusted-checkpoint.ts";
import { NoteError, formatCheckpoint, parseCheckpoint, unverifiedText } from "./verify/index.ts";

/** A checkpoint that somebody kept. Nothing to believe yet. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly fingerprint: string;
  /** Undefined when no more was written down. */
  readonly signed: { readonly origin: string; readonly note: string } | undefined;
}

/** @param text a checkpoint alone, among words, or in a saved mail. @returns undefined when there is none in it */
export function readKeptCheckpoint(text: string): KeptCheckpoint | undefined {
  const note = findNote(text);
  if (note === undefined) return undefined;
  try {
    const { origin, size } = parseCheckpoint(unverifiedText(note));
    return { size, fingerprint: checkpointFingerprint(note), signed: { origin, note } };
  } catch (error) {
    if (error instanceof NoteError) return undefined;
    throw error;
  }
}

export interface Comparison {
  readonly kind: /** Today's ledger begins with what was kept. */
    | "goes-on"
    /** No key of the ledger signed what was kept. */
    | "not-signed"
    /** It has fewer entries than were kept. */
    | "shorter"
    /** Its first entries aren't those that were counted. */
    | "differs"
    /** It isn't even the one that it signed last. */
    | "not-as-signed";
  /** Entries that it has now. */
  readonly size: number;
}

interface ComparePorts {
  readonly db: Database;
  readonly keyring: Pick<Keyring, "keys">;
}

/**
 * Whether today's ledger goes on from a checkpoint that was kept elsewhere. Both roots are made anew from the hashes of all entries, so
 * that one list of entries leads to both. What the entries hold, `verifyLedger` checks.
 * @returns undefined when the checkpoint bears another ledger's name
 */
export async function compareCheckpoint(
  { db, keyring }: ComparePorts,
  tenant: TenantId,
  kept: KeptCheckpoint,
): Promise<Comparison | undefined> {
  const log = logVerifiers(await keyring.keys(tenant));
  if (kept.signed !== undefined && log.every(({ name }) => name !== kept.signed?.origin)) return undefined;
  const queryable = db.tenant(tenant);
  const newest = await lastCheckpoint(queryable, tenant);
  const size = newest?.size ?? 0;
  if (kept.signed !== undefined && trustedCheckpoint(kept.signed.note, log) === undefined)
    return { kind: "not-signed", size };
  const then = kept.size > size ? undefined : await foldTo(queryable, tenant, emptyFrontier, kept.size);
  if (then === undefined) return { kind: "shorter", size };
  const fingerprints = log.map(({ name: origin }) =>
    textFingerprint(formatCheckpoint({ origin, size: kept.size, rootHash: frontierRoot(then) })),
  );
  if (!fingerprints.includes(kept.fingerprint)) return { kind: "differs", size };
  const today = await foldTo(queryable, tenant, then, size);
  const last = newest && trustedCheckpoint(newest.note, log);
  const isAsSigned = today !== undefined && last?.size === size && last.rootHash.equals(frontierRoot(today));
  return { kind: isAsSigned || size === 0 ? "goes-on" : "not-as-signed", size };
}

const hashesAtOnce = 20_000;

/** @returns undefined when there are fewer entries */
async function foldTo(db: Queryable, tenant: TenantId, from: Frontier, size: number): Promise<Frontier | undefined> {
  let frontier = from;
  while (frontier.size < size) {
    const count = Math.min(hashesAtOnce, size - frontier.size);
    const hashes = await leafHashesBetween(db, tenant, frontier.size, count);
    if (hashes.length !== count) return undefined;
    frontier = extendFrontier(frontier, hashes).frontier;
  }
  return frontier;
}
