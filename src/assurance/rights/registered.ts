import { CryptoError } from "../../foundation/crypto/index.ts";
import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { type Register, holdRegister, isAsRegistered, missingFrom, noteRow, readRegister } from "../register/index.ts";
import { openWords } from "./opened.ts";
import type { RightsPorts, Vault } from "./ports.ts";
import { type RequestRow, readRequest, requestIds } from "./rights-table.ts";

const name = "rights-request" as const;
const unreadable = Buffer.alloc(0);

export async function noteRequest(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  row: Pick<RequestRow, "id" | "revision">,
): Promise<void> {
  await noteRow(tx, { vault, tenant, name }, row);
}

/** The rows as they were written last. One that somebody put back as it once was is as one that was altered: nothing in it can be read. */
export async function asRegistered(
  { db, vault }: Pick<RightsPorts, "db" | "vault">,
  tenant: TenantId,
  rows: readonly RequestRow[],
): Promise<readonly RequestRow[]> {
  if (rows.length === 0) return rows;
  const opening = await vault(tenant);
  return db.transaction(tenant, async (tx) => {
    const register = await readRegister(tx, { vault: opening, tenant, name });
    const checked: RequestRow[] = [];
    for (const row of rows) {
      // It may have been changed since it was read.
      const now = isLast(register, opening, row) ? row : ((await readRequest(tx, tenant, row.id)) ?? row);
      checked.push(isLast(register, opening, now) ? now : { ...now, sealed: unreadable });
    }
    return checked;
  });
}

/** As `asRegistered`, of one row that the transaction holds and changes. */
export async function heldAsRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  row: RequestRow,
): Promise<RequestRow> {
  const register = await holdRegister(tx, { vault, tenant, name });
  return isLast(register, vault, row) ? row : { ...row, sealed: unreadable };
}

/** Ids of requests that were taken away in the database; undefined where the register itself was altered. */
export async function takenAway(
  { db, vault }: Pick<RightsPorts, "db" | "vault">,
  tenant: TenantId,
): Promise<readonly string[] | undefined> {
  const opening = await vault(tenant);
  return db.transaction(tenant, async (tx) => {
    const register = await readRegister(tx, { vault: opening, tenant, name });
    return register.kind === "altered" ? undefined : missingFrom(register, await requestIds(tx, tenant));
  });
}

function isLast(register: Register, vault: Vault, row: RequestRow): boolean {
  if (register.kind === "altered") return true;
  const isRegistered = (register.kind === "kept" && register.rows.has(row.id)) || saysSo(vault, row);
  return isAsRegistered(register, { id: row.id, revision: row.revision, isRegistered });
}

function saysSo(vault: Vault, row: RequestRow): boolean {
  try {
    return openWords(vault, row).isRegistered === true;
  } catch (error) {
    if (error instanceof CryptoError) return false;
    throw error;
  }
}
