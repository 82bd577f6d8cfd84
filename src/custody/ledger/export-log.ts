import { join } from "node:path";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { LedgerError } from "./ledger-error.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { lastCheckpoint } from "./ledger-table.ts";
import { logCosigner, logFolder, logVerifiers } from "./log-identity.ts";
import { tileWidth } from "./merkle/index.ts";
import { policyText } from "./policy-text.ts";
import { prunedNote } from "./pruned-note.ts";
import { pruningToShow } from "./pruning-table.ts";
import type { PublishedCheckpoints } from "./published-checkpoint.ts";
import { bringTilesTo } from "./published-tiles.ts";
import { encodeBundle, formatBundlePath, openTileDirectory } from "./tiles/index.ts";
import { type WitnessPolicy, cosignNote } from "./verify/index.ts";

export interface ExportPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly reader: Pick<LedgerReader, "leaves" | "pruning">;
  readonly published: PublishedCheckpoints;
  readonly policy: WitnessPolicy;
  /** Seconds since 1970. */
  readonly nowSeconds: () => number;
}

const mostAtOnce = 16 * tileWidth;

export interface ExportStep {
  readonly done: number;
  readonly total: number;
  /** Where the copy lies. */
  readonly path: string;
  /** Entries of which only the hashes are there, because they were pruned. */
  readonly pruned: number;
}

/** Copies a ledger so that others can check it whole: tiles, the sealed entries that are kept, and the checkpoint that everybody is shown. A copy
 *  that is there already is checked and gone on with, never written over.
 *  @throws TileError `ledger/tile-differs`, `ledger/tree-forked`, `ledger/rolled-back` */
export async function* exportLog(ports: ExportPorts, tenant: TenantId, parent: string): AsyncGenerator<ExportStep> {
  const { db, keyring, reader, published, policy, nowSeconds } = ports;
  const keys = await keyring.keys(tenant);
  const log = logVerifiers(keys);
  const path = join(parent, logFolder(keys));
  const queryable = db.tenant(tenant);
  const newest = await lastCheckpoint(queryable, tenant);
  const shown = await published.load(keys);
  const target =
    shown ??
    (newest === undefined
      ? undefined
      : { size: newest.size, note: cosignNote(newest.note, logCosigner(keys), nowSeconds()) });
  const total = target?.size ?? 0;
  const newestPruning = await reader.pruning(tenant);
  const declared = newestPruning && (await pruningToShow(queryable, keys, newestPruning));
  const pruning = declared !== undefined && declared.index < total ? declared : undefined;
  /** The first entry that stands in a bundle of which all are there. */
  const firstWhole = async () => Math.ceil(((await reader.pruning(tenant))?.goneTo ?? 0) / tileWidth) * tileWidth;
  let pruned = await firstWhole();
  yield { done: pruned, total, path, pruned };
  if (target === undefined) return;
  const directory = await openTileDirectory(path);
  await bringTilesTo(directory, { db: queryable, tenant, log }, { ...target, at: 0 });
  // Backwards: entries go oldest first, so what goes meanwhile leaves no gap.
  for (let end = target.size; end > pruned; ) {
    const first = Math.max(pruned, Math.floor((end - 1) / mostAtOnce) * mostAtOnce);
    const count = end - first;
    const paths: string[] = [];
    for (let at = 0; at < count; at += tileWidth)
      paths.push(formatBundlePath({ tile: (first + at) / tileWidth, width: Math.min(tileWidth, count - at) }));
    const there = await Promise.all(paths.map((bundle) => directory.has(bundle)));
    if (there.includes(false)) {
      const leaves = await leavesKept(reader, tenant, first, count);
      if (leaves === undefined) {
        pruned = await firstWhole();
        continue;
      }
      await directory.writeTiles(
        paths.map((bundle, at) => ({
          path: bundle,
          bytes: encodeBundle(leaves.slice(at * tileWidth, (at + 1) * tileWidth)),
        })),
      );
    }
    end = first;
    yield { done: total - end + pruned, total, path, pruned };
  }
  await directory.writePolicy(policyText(keys, policy));
  if (pruning !== undefined) await directory.writeNote("pruned", prunedNote(keys, pruning));
  await directory.writeNote("checkpoint", target.note);
  await directory.dropStanding();
}

/** @returns undefined when some went meanwhile */
async function leavesKept(reader: ExportPorts["reader"], tenant: TenantId, first: number, count: number) {
  try {
    return await reader.leaves(tenant, first, count);
  } catch (error) {
    if (error instanceof LedgerError && error.code === "ledger/entry-pruned") return undefined;
    throw error;
  }
}
