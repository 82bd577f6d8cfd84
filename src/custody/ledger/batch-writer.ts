import type { Positions, ResourceId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import type { DataKey, NewPatientKey, TenantKeys } from "../keyring/index.ts";
import { leavesOf } from "./batch-contents.ts";
import { type KeyedEntry, type PlainEntry, sealBatch } from "./batch.ts";
import type { Keeper } from "./keeper.ts";
import { insertBatch } from "./ledger-table.ts";

/** @param making patients' keys that the same transaction writes */
export async function withKeys(
  keys: TenantKeys,
  entries: readonly PlainEntry[],
  making: readonly NewPatientKey[] = [],
): Promise<KeyedEntry[]> {
  const made = new Map<ResourceId, DataKey>(making.map((key) => [key.subject, key]));
  const patients = entries.flatMap(({ patient }) => (patient === undefined || made.has(patient) ? [] : [patient]));
  const known = patients.length === 0 ? undefined : await keys.ofPatients([...new Set<ResourceId>(patients)]);
  return entries.map((entry) => ({
    ...entry,
    under:
      (entry.patient === undefined ? undefined : (made.get(entry.patient) ?? known?.get(entry.patient))) ?? keys.ledger,
  }));
}

/** Puts batches into the ledger's table. */
export interface BatchWriter {
  readonly keeper: Keeper;
  /** @returns the batch's number; each process counts for itself, so one that another has taken is passed over. */
  write(queryable: Queryable, keys: TenantKeys, entries: readonly KeyedEntry[]): Promise<number>;
}

export function batchWriter(positions: Positions, keeper: Keeper): BatchWriter {
  return {
    keeper,
    async write(queryable, keys, entries) {
      for (;;) {
        const sealed = sealBatch(keys, positions(), entries);
        if (!(await insertBatch(queryable, keys.tenant, sealed))) continue;
        keeper.wrote(keys.tenant, sealed.batch, leavesOf(sealed));
        return sealed.batch;
      }
    },
  };
}
