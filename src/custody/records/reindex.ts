import { type FhirResource, indexTerms, parseStoredText, typeNumber } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Database } from "../../foundation/platform/database/index.ts";
import type { Keyring } from "../keyring/index.ts";
import { openRows } from "./opening.ts";
import { type Protection, sealed } from "./protection.ts";
import { sortTokens } from "./sort-tokens.ts";
import {
  countVersions,
  currentTransaction,
  newestVersionsAfter,
  removeStaleHeads,
  settledSince,
  upsertHeads,
} from "./reindex-table.ts";

export interface ReindexProgress {
  readonly done: number;
  readonly total: number;
  readonly removed: number;
}

export interface ReindexPorts {
  readonly db: Database;
  readonly keyring: Keyring;
  readonly protection?: Protection;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const pageLength = 500;

/** Builds the search index of one organisation anew from its versions, while it is in use: rows are replaced in place, writers
 *  win over the rebuild, and rows that nothing stands behind any more are removed at the end. */
export async function* reindex(ports: ReindexPorts, tenant: TenantId): AsyncGenerator<ReindexProgress> {
  const { db, keyring, protection = sealed, sleep } = ports;
  const keys = await keyring.keys(tenant);
  const queryable = db.tenant(tenant);
  const total = await countVersions(queryable, tenant);
  let after: ResourceId | undefined;
  let done = 0;
  for (;;) {
    const rows = await newestVersionsAfter(queryable, tenant, after, pageLength);
    const last = rows.at(-1);
    if (last === undefined) break;
    const current = await openRows(
      keys,
      protection,
      rows.filter(({ deleted }) => !deleted),
    );
    await upsertHeads(
      queryable,
      tenant,
      current.map(({ type, body, id, version, position }) => ({
        id,
        version,
        position,
        type: typeNumber(type),
        tokens: sortTokens(
          protection.tokens(keys.blinder, type, indexTerms(parseStoredText(body.toString()) as FhirResource)),
        ),
      })),
    );
    after = last.id;
    done += rows.length;
    yield { done, total: Math.max(total, done), removed: 0 };
  }
  // A deletion that was under way when its page was read may have left a row behind: wait for it to end, then sweep.
  const mark = await currentTransaction(queryable);
  while (!(await settledSince(queryable, mark))) await sleep(50);
  yield { done, total: done, removed: await removeStaleHeads(queryable, tenant) };
}
