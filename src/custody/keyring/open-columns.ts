import { CryptoError } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";
import { type SealedRow, sealedAfter } from "./rotation/vault-column-table.ts";
import type { TenantVault } from "./tenant-vault.ts";
import type { VaultColumn } from "./vault-column.ts";

const pageLength = 500;

/** Every value of these columns; without its bytes where nothing opens it.
 *  @param vaultOf what may open a row's value: the organisation's vault, or the patient's that the row names */
export async function* openColumns(
  db: Queryable,
  tenant: TenantId,
  columns: readonly VaultColumn[],
  vaultOf: (row: SealedRow) => Promise<Pick<TenantVault, "open"> | undefined>,
): AsyncGenerator<{ readonly table: string; readonly bytes: Buffer | undefined }> {
  for (const column of columns) {
    let after: SealedRow | undefined;
    do {
      const rows = await sealedAfter(db, tenant, column, after, pageLength);
      for (const row of rows) yield { table: column.table, bytes: openedBy(await vaultOf(row), column, row) };
      after = rows.length < pageLength ? undefined : rows.at(-1);
    } while (after !== undefined);
  }
}

function openedBy(
  vault: Pick<TenantVault, "open"> | undefined,
  column: VaultColumn,
  { sealed, ...row }: SealedRow,
): Buffer | undefined {
  for (const context of vault === undefined ? [] : column.contexts(row))
    try {
      return vault?.open(context, sealed);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
    }
  return undefined;
}
