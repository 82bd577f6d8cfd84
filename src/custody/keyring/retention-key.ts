import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { insertDataKey } from "./data-key-table.ts";
import { type PatientVault, openPatientVault, vaultUnder } from "./patient-vault.ts";
import type { NewPatientKey, TenantKeys } from "./tenant-keys.ts";

/** What a law or a hold keeps of a record whose patient's key is gone has a key of its own. The organisation's wraps it, so that rotations
 *  and backups carry it; it is never rotated itself, because it seals once. */
export const retentionPurpose = "retained";

/** @returns what seals under a new key, and a key that is nowhere yet */
export function newRetentionVault(
  keys: Pick<TenantKeys, "tenant" | "newRetentionKey">,
  subject: ResourceId,
): { readonly vault: PatientVault; readonly key: NewPatientKey } {
  const key = keys.newRetentionKey(subject);
  return { vault: vaultUnder(keys.tenant, subject, key), key };
}

/** @returns undefined once the key is gone */
export const openRetentionVault: (
  keys: Pick<TenantKeys, "tenant" | "ofPatients" | "everyKeyOf">,
  subject: ResourceId,
) => Promise<PatientVault | undefined> = openPatientVault;

/** In the transaction that stores what it sealed. */
export async function storeRetentionKey(
  tx: Transaction,
  tenant: TenantId,
  { keyNo, subject, wrapped }: NewPatientKey,
): Promise<void> {
  await insertDataKey(tx, tenant, { key_no: keyNo, purpose: retentionPurpose, subject, wrapped, state: "current" });
}
