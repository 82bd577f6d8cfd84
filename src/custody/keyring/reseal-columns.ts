import { CryptoError } from "../../foundation/crypto/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type PatientVault, openPatientVault, vaultUnder } from "./patient-vault.ts";
import { KeyringError } from "./providers/index.ts";
import { type SealedRow, replaceSealed, sealedAfter, setKeyNumber } from "./rotation/vault-column-table.ts";
import type { TenantKeys } from "./tenant-keys.ts";
import type { VaultColumn } from "./vault-column.ts";

const pageLength = 500;

/** Seals one patient's values anew under the key that seals now, by the schema's owner. What no key of theirs opens stays as it is: it is the
 *  organisation's, or was altered. A row is the patient's whom it names, or the grant's that an earlier column's row of the same id is about.
 *  @param numbered tables that say under which key a row is
 *  @throws KeyringError `keyring/not-verified`, `keyring/unknown-key` */
export async function resealColumns(
  db: Queryable,
  keys: TenantKeys,
  patient: ResourceId,
  { columns, numbered }: { readonly columns: readonly VaultColumn[]; readonly numbered: readonly string[] },
): Promise<void> {
  const { tenant } = keys;
  const own = (await keys.ofPatients([patient])).get(patient);
  const vault = await openPatientVault(keys, patient);
  if (own === undefined || vault === undefined)
    throw new KeyringError("keyring/unknown-key", "this patient has no key");
  const only = vaultUnder(tenant, patient, own);
  const ids = new Set<unknown>();
  const isTheirs = (row: SealedRow) => {
    const { id, patient: named } = row as { readonly id?: unknown; readonly patient?: unknown };
    if (named === patient) ids.add(id);
    return named === patient || (named === undefined && ids.has(id));
  };
  for (const column of columns) {
    let after: SealedRow | undefined;
    do {
      const rows = await sealedAfter(db, tenant, column, after, pageLength);
      for (const row of rows.filter(isTheirs)) {
        const opened = openedBy(vault, column, row);
        if (opened === undefined) continue;
        const sealed = only.seal(opened.context, opened.bytes);
        if (!only.open(opened.context, sealed).equals(opened.bytes))
          throw new KeyringError("keyring/not-verified", "a value doesn't open with the new key: the old one is kept");
        await replaceSealed(db, tenant, column, row, sealed);
      }
      after = rows.length < pageLength ? undefined : rows.at(-1);
    } while (after !== undefined);
  }
  for (const table of numbered) await setKeyNumber(db, tenant, { table, patient, keyNo: own.keyNo });
}

function openedBy(
  vault: PatientVault,
  column: VaultColumn,
  { sealed, ...row }: SealedRow,
): { readonly context: string; readonly bytes: Buffer } | undefined {
  for (const context of column.contexts(row))
    try {
      return { context, bytes: vault.open(context, sealed) };
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
    }
  return undefined;
}
