import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { LedgerError } from "./ledger-error.ts";
import { nodesFrom, sequenceCovering } from "./ledger-table.ts";
import { type HashReader, hashLength } from "./merkle/index.ts";

/** The tree's hashes as the database has them. */
export function tableHashReader(db: Queryable, tenant: TenantId): HashReader {
  return {
    async readHashes(level, firstIndex, count) {
      const hashes =
        level === 0
          ? await leafHashesBetween(db, tenant, firstIndex, count)
          : (await nodesFrom(db, tenant, { level, first: firstIndex, count })).map(({ hash }) => hash);
      if (hashes.length !== count)
        throw new LedgerError("ledger/tile-incomplete", "the ledger's stored tree has a hole");
      return hashes;
    },
  };
}

/** `count` leaf hashes from `first` on, or fewer where the ledger ends. */
export async function leafHashesBetween(
  db: Queryable,
  tenant: TenantId,
  first: number,
  count: number,
): Promise<Buffer[]> {
  const hashes: Buffer[] = [];
  for (const row of await sequenceCovering(db, tenant, first, first + count)) {
    const length = row.leaf_hashes.length / hashLength;
    for (
      let index = Math.max(0, first - row.first_index);
      index < length && row.first_index + index < first + count;
      index += 1
    ) {
      hashes.push(row.leaf_hashes.subarray(index * hashLength, (index + 1) * hashLength));
    }
  }
  return hashes;
}
