import type { ResourceId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { expectFree } from "./destroy.ts";
import { KeyringError } from "../providers/index.ts";
import { askKeysToEnd, countUnderOthers, eraseVersions } from "./ending-key-table.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";

/** Records of one patient that go, while the patient stays. */
export interface RecordsToErase {
  readonly patient: ResourceId;
  readonly ids: readonly ResourceId[];
  /** "Observation/<id>", of the patient's that stay: a hold on one of these alone is no reason to keep the others. */
  readonly staying: readonly string[];
  /** Whose decision it was: the id of the erasure. */
  readonly erasure: string;
  /** Called in the transaction that takes them away, before anything is gone. What it throws leaves everything as it is.
   *  @param erased the keys that they were sealed under, by number: these have to end */
  store(tx: Transaction, erased: { readonly at: number; readonly keyNos: readonly number[] }): Promise<void>;
}

/** Takes every version of these records away. The keys that sealed them open older archives: `endKeysOfErased` ends them later.
 *  @throws KeyringError `keyring/unknown-key` where the patient has none, `keyring/held` where something forbids it, or another key than theirs sealed a version */
export async function eraseRecords(
  ports: KeyAdministrationPorts,
  tenant: TenantId,
  { patient, ids, staying, erasure, store }: RecordsToErase,
): Promise<void> {
  const { admin, now, nextNumber } = ports;
  await admin.transaction(tenant, async (tx) => {
    const at = now();
    const keyNos = await askKeysToEnd(tx, tenant, patient, at);
    if (keyNos.length === 0) throw new KeyringError("keyring/unknown-key", "this patient has no key");
    await expectFree(ports, tx, tenant, patient, staying);
    await store(tx, { at, keyNos });
    if ((await countUnderOthers(tx, tenant, patient, ids)) > 0)
      throw new KeyringError(
        "keyring/held",
        "nothing is erased: a version was written before it was about this patient",
      );
    await eraseVersions(tx, tenant, { ids, patient, erasure, until: nextNumber() });
  });
}
