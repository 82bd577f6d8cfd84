import { CryptoError } from "../../../foundation/crypto/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { KeyringError } from "../providers/index.ts";
import type { TenantVault } from "../tenant-vault.ts";
import type { VaultColumn } from "../vault-column.ts";
import { newestReplacement } from "./key-version-table.ts";
import type { StepProgress } from "./rotation-kind.ts";
import type { KeyAdministrationPorts } from "./rotation-ports.ts";
import { type SealedRow, countSealed, replaceSealed, sealedAfter } from "./vault-column-table.ts";

type Tell = (progress: StepProgress) => Promise<void>;
const pageLength = 500;
/** As long as a sign-in may take, from its first step to its last. */
const usualHandedOut = 10 * 60_000;

/** What becomes of a value. @returns undefined where the present key sealed it */
function renewed(vault: TenantVault, column: VaultColumn, { sealed, ...row }: SealedRow): Buffer | undefined {
  let refusal: unknown;
  for (const context of column.contexts(row)) {
    try {
      return vault.renew(context, sealed);
    } catch (error) {
      if (!(error instanceof CryptoError && error.code === "crypto/wrong-key-or-altered")) throw error;
      refusal ??= error;
    }
  }
  if (column.mayBeAnothers === true) return undefined;
  throw new KeyringError(
    "keyring/not-verified",
    `a value in ${column.table}.${column.column} (${whichRow(column, row)}) opens with no key of the vault: it was altered. The old key is kept, because what stands beside the value may be what was altered: put the row back, or take it away, and begin again`,
    { cause: refusal },
  );
}

/** "number = 3": its primary key, which names nobody but by an id. */
function whichRow({ key }: VaultColumn, row: Readonly<Record<string, unknown>>): string {
  const words = key.map((name) => {
    const value = row[name];
    return `${name} = ${Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : String(value)}`;
  });
  return words.join(", ") || "its only row";
}

async function* sealedRows({ admin, vaultColumns }: KeyAdministrationPorts, tenant: TenantId) {
  const db = admin.tenant(tenant);
  for (const column of vaultColumns) {
    let after: SealedRow | undefined;
    do {
      const rows = await sealedAfter(db, tenant, column, after, pageLength);
      if (rows.length > 0) yield { column, rows };
      after = rows.length < pageLength ? undefined : rows.at(-1);
    } while (after !== undefined);
  }
}

/** Seals anew whatever the vault's old key sealed, until there is none. @throws KeyringError `keyring/not-verified` */
export async function renewVault(ports: KeyAdministrationPorts, tenant: TenantId, tell: Tell): Promise<void> {
  const { admin, keyring, vaultColumns } = ports;
  const db = admin.tenant(tenant);
  const total = await countSealed(db, tenant, vaultColumns);
  for (let moved = true; moved; ) {
    moved = false;
    let done = 0;
    for await (const { column, rows } of sealedRows(ports, tenant)) {
      const vault = await keyring.vault(tenant);
      for (const row of rows) {
        const sealed = renewed(vault, column, row);
        if (sealed === undefined) continue;
        moved = true;
        // Where somebody wrote it meanwhile, they sealed it with the key that seals now.
        await replaceSealed(db, tenant, column, row, sealed);
      }
      done += rows.length;
      await tell({ done, total: Math.max(done, total) });
    }
  }
}

/** Reads every value again. @throws KeyringError `keyring/not-verified` */
export async function checkVault(ports: KeyAdministrationPorts, tenant: TenantId, tell: Tell): Promise<void> {
  const vault = await ports.keyring.vault(tenant);
  let done = 0;
  for await (const { column, rows } of sealedRows(ports, tenant)) {
    if (rows.some((row) => renewed(vault, column, row) !== undefined))
      throw new KeyringError(
        "keyring/not-verified",
        `${column.table} isn't under the vault's new key: the old one is kept`,
      );
    done += rows.length;
    await tell({ done, total: done });
  }
}

/** Waits until nobody can still hold what the old key sealed for them, the steps of a sign-in, say. */
export async function outliveHandedOut(
  { admin, now, sleep, handedOutMilliseconds = usualHandedOut }: KeyAdministrationPorts,
  tenant: TenantId,
): Promise<void> {
  const replacedAt = await newestReplacement(admin.tenant(tenant), tenant, "vault");
  const left = (replacedAt ?? 0) + handedOutMilliseconds - now();
  if (left > 0) await sleep(left);
}
