import type { TenantId } from "../../foundation/kernel/index.ts";
import type { Transaction } from "../../foundation/platform/database/index.ts";
import { registerItself, registeredTable } from "../register/index.ts";
import { type ErasureRow, erasureIds, insertErasure, readErasure, storeErasure } from "./erasure-table.ts";
import { openErasure, readableOf } from "./opened.ts";
import type { ErasurePorts, Vault } from "./ports.ts";

const unreadable = Buffer.alloc(0);

const table = registeredTable<ErasureRow>({
  name: "erasure",
  ids: erasureIds,
  find: readErasure,
  idOf: ({ id }) => id,
  readable: readableOf,
  saysSo: (vault, row) => openErasure(vault, row)?.isRegistered === true,
  unreadable: (row) => ({ ...row, sealed: unreadable }),
});

/** @returns false when the patient has an open one already */
export async function insertRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  row: ErasureRow,
): Promise<boolean> {
  const isNew = await insertErasure(tx, tenant, row);
  if (isNew) await table.note(tx, tenant, vault, row);
  return isNew;
}

export async function storeRegistered(tx: Transaction, tenant: TenantId, vault: Vault, row: ErasureRow): Promise<void> {
  await storeErasure(tx, tenant, row);
  await table.note(tx, tenant, vault, row);
}

type Reading = Pick<ErasurePorts, "db" | "vault">;

/** The rows as they were written last. One that somebody put back, such as proposed again after it was refused, can't be opened. */
export async function erasuresAsRegistered(
  { db, vault }: Reading,
  tenant: TenantId,
  read: (tx: Transaction) => Promise<readonly ErasureRow[]>,
): Promise<readonly ErasureRow[]> {
  const opening = await vault(tenant);
  return db.transaction(tenant, (tx) => table.read(tx, tenant, opening, read));
}

export async function readRegistered(ports: Reading, tenant: TenantId, id: string): Promise<ErasureRow | undefined> {
  const opening = await ports.vault(tenant);
  return ports.db.transaction(tenant, (tx) => table.readOne(tx, tenant, opening, () => readErasure(tx, tenant, id)));
}

/** Of rows that the transaction holds and changes. */
export function heldAsRegistered(
  tx: Transaction,
  tenant: TenantId,
  vault: Vault,
  rows: readonly ErasureRow[],
): Promise<readonly ErasureRow[]> {
  return table.held(tx, tenant, vault, rows);
}

/** Tells once of each that was taken out of the database; it opens nothing if it is put back. @returns whether all are there */
export async function tellOfTaken(
  { db, vault, onAltered }: Reading & Pick<ErasurePorts, "onAltered">,
  tenant: TenantId,
): Promise<boolean> {
  return table.isWhole(db, tenant, await vault(tenant), (id) =>
    onAltered(tenant, id === registerItself ? "register" : id),
  );
}
