import { hmacSha256 } from "../../foundation/crypto/index.ts";
import type { Secret, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import {
  countIndexed,
  countKeysOf,
  countVersionsBefore,
  destroyedPatients,
  sameVersions,
  versionsAfter,
} from "./compare-table.ts";

/** How a restored organisation compares with the live one. */
export interface RecordComparison {
  /** Versions that were compared. */
  readonly versions: number;
  /** HMAC-SHA-256 over all of them, in the order of their ids, in hexadecimal. */
  readonly live: string;
  readonly restored: string;
  /** Versions that are sealed under another key by now, or were destroyed: these weren't compared. */
  readonly changedSince: number;
  /** Versions that were written long before the backup, and aren't in it. */
  readonly missing: number;
  readonly indexed: number;
  /** Resources that must be indexed. */
  readonly current: number;
  /** Patients whose keys were destroyed, and how many keys of theirs came back. */
  readonly destroyed: number;
  readonly keysBack: number;
}

const pageLength = 2_000;
/** Nothing that was written so long before a backup commits after it. */
const settledMilliseconds = 600_000;

/** Compares every version, row by row. @param key of the digests: without it they would tell who holds copies that they are the same
 *  @param at the backup's moment, in milliseconds since 1970 */
export async function compareRecords(
  live: Queryable,
  restored: Queryable,
  { tenant, key, at }: { readonly tenant: TenantId; readonly key: Secret<Buffer>; readonly at: number },
): Promise<RecordComparison> {
  let liveDigest: Buffer = Buffer.alloc(32);
  let restoredDigest: Buffer = Buffer.alloc(32);
  let versions = 0;
  let changedSince = 0;
  let after: Parameters<typeof versionsAfter>[2];
  for (;;) {
    const page = await versionsAfter(restored, tenant, after, pageLength);
    after = page.at(-1);
    if (after === undefined) break;
    const there = new Map(
      (await sameVersions(live, tenant, page)).map((row) => [`${row.id}/${row.version}`, row] as const),
    );
    const pairs = page.flatMap((row) => {
      const other = there.get(`${row.id}/${row.version}`);
      return other?.key_no === row.key_no ? [[row, other] as const] : [];
    });
    versions += pairs.length;
    changedSince += page.length - pairs.length;
    restoredDigest = hmacSha256(key.expose(), Buffer.concat([restoredDigest, ...pairs.map(([row]) => row.digest)]));
    liveDigest = hmacSha256(key.expose(), Buffer.concat([liveDigest, ...pairs.map(([, row]) => row.digest)]));
  }
  const settled = (at - settledMilliseconds) * 1000;
  const [were, are] = [
    await countVersionsBefore(live, tenant, settled),
    await countVersionsBefore(restored, tenant, settled),
  ];
  const subjects = await destroyedPatients(live, tenant);
  return {
    versions,
    live: liveDigest.toString("hex"),
    restored: restoredDigest.toString("hex"),
    changedSince,
    missing: Math.max(0, were - are),
    ...(await countIndexed(restored, tenant)),
    destroyed: subjects.length,
    keysBack: await countKeysOf(restored, tenant, subjects),
  };
}
