import { registerItself, registeredTable } from "../../../assurance/register/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import type { GovernancePorts, Vault } from "../ports.ts";
import { openReview } from "./opened.ts";
import { type ReviewRow, holdReview, readReview, reviewIds } from "./review-table.ts";

const unreadable = Buffer.alloc(0);

const table = registeredTable<ReviewRow>({
  name: "access-review",
  ids: reviewIds,
  find: readReview,
  idOf: ({ id }) => id,
  readable: ({ id, state, unreviewed, opened_at, due_at, closed_at }) =>
    [id, state, unreviewed, opened_at, due_at, closed_at ?? ""].join("|"),
  saysSo: (vault, row) => openReview(vault, row).isRegistered === true,
  unreadable: (row) => ({ ...row, sealed: unreadable }),
});

/** Notes a campaign that was begun or closed, in the transaction that writes it. */
export async function noteReview(tx: Transaction, tenant: TenantId, vault: Vault, row: ReviewRow): Promise<void> {
  await table.note(tx, tenant, vault, row);
}

/** Campaigns as they were written last. One that somebody put back as it once was, such as open, can't be opened. */
export async function reviewsAsRegistered(
  { db, vault }: Pick<GovernancePorts, "db" | "vault">,
  tenant: TenantId,
  read: (tx: Transaction) => Promise<readonly ReviewRow[]>,
): Promise<readonly ReviewRow[]> {
  const opening = await vault(tenant);
  return db.transaction(tenant, (tx) => table.read(tx, tenant, opening, read));
}

/** The campaign, held until the transaction ends. */
export async function holdRegistered(
  { vault }: Pick<GovernancePorts, "vault">,
  tx: Transaction,
  tenant: TenantId,
  id: string,
): Promise<ReviewRow | undefined> {
  const row = await holdReview(tx, tenant, id);
  return row && (await table.held(tx, tenant, await vault(tenant), [row]))[0];
}

/** Tells of those that were taken out of the database. They count no more if they are put back. */
export async function tellOfTaken(ports: GovernancePorts, tx: Transaction, tenant: TenantId): Promise<void> {
  const vault = await ports.vault(tenant);
  for (const id of await table.takenAway(tx, tenant, vault))
    ports.onAltered(
      tenant,
      id === registerItself ? { table: "row_register", id: "access-review" } : { table: "access_review", id },
    );
}
