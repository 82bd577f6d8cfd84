import { registerItself, registeredTable } from "../../../assurance/register/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { GovernancePorts } from "../ports.ts";
import { openTask } from "../tasks/open-task.ts";
import { type ProxyStaff, openProxy, readableOf, sealProxy } from "./opened.ts";
import { type ProxyRow, holdProxy, insertProxy, proxyIds, readProxy, storeProxy } from "./proxy-table.ts";

type Ports = Pick<GovernancePorts, "db" | "vault">;
const day = 86_400_000;
const unreadable = Buffer.alloc(0);

const table = registeredTable<ProxyRow>({
  name: "proxy",
  ids: proxyIds,
  find: readProxy,
  idOf: ({ id }) => id,
  readable: readableOf,
  saysSo: (vault, row) => openProxy(vault, row).isRegistered === true,
  unreadable: (row) => ({ ...row, sealed_grant: unreadable }),
});

type Unsealed = Omit<ProxyRow, "sealed_grant">;

/** Writes a row sealed, and notes it, in one transaction. */
const sealedBy =
  (write: typeof insertProxy) =>
  async (ports: Ports, tx: Transaction, tenant: TenantId, row: Unsealed, staff: ProxyStaff): Promise<void> => {
    const vault = await ports.vault(tenant);
    const sealed = sealProxy(vault, row, { ...staff, isRegistered: true });
    await write(tx, tenant, sealed);
    await table.note(tx, tenant, vault, sealed);
  };

export const insertSealed = sealedBy(insertProxy);
export const storeSealed = sealedBy(storeProxy);

/** The rows as they were written last. One that was put back can't be opened. */
export async function proxiesAsRegistered(
  ports: Ports,
  tenant: TenantId,
  read: (tx: Transaction) => Promise<readonly ProxyRow[]>,
): Promise<readonly ProxyRow[]> {
  const vault = await ports.vault(tenant);
  return ports.db.transaction(tenant, (tx) => table.read(tx, tenant, vault, read));
}

export async function readRegistered(ports: Ports, tenant: TenantId, id: string): Promise<ProxyRow | undefined> {
  const vault = await ports.vault(tenant);
  return ports.db.transaction(tenant, (tx) => table.readOne(tx, tenant, vault, () => readProxy(tx, tenant, id)));
}

/** The row, held until the transaction ends. */
export async function holdRegistered(
  ports: Ports,
  tx: Transaction,
  tenant: TenantId,
  id: string,
): Promise<ProxyRow | undefined> {
  const row = await holdProxy(tx, tenant, id);
  return row && (await heldAsRegistered(ports, tx, tenant, [row]))[0];
}

/** Of rows that the transaction holds and changes. */
export async function heldAsRegistered(
  ports: Ports,
  tx: Transaction,
  tenant: TenantId,
  rows: readonly ProxyRow[],
): Promise<readonly ProxyRow[]> {
  return table.held(tx, tenant, await ports.vault(tenant), rows);
}

const authorityTaken =
  "An authority to act for a patient was taken out of the database: see that no RelatedPerson of theirs is active without one, and record it again if it holds";
const registerTaken =
  "The list of authorities to act for patients was altered or taken out of the database: none of before counts any more. See that no RelatedPerson is active without one, and record again which hold";

/** Tells of those that were taken out of the database. They open nothing if they are put back. */
export async function tellOfTaken(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const vault = await ports.vault(tenant);
  for (const id of await table.takenAway(tx, tenant, vault)) {
    ports.onAltered(tenant, id === registerItself ? { table: "row_register", id: "proxy" } : { table: "proxy", id });
    await openTask(ports, tx, tenant, {
      kind: "proxy-ended",
      about: id,
      title: id === registerItself ? registerTaken : authorityTaken,
      dueAt: ports.now() + 7 * day,
    });
  }
}
