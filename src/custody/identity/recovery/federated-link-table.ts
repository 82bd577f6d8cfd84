import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";

/** Forgets which account at the organisation's own provider is this person's. */
export async function deleteFederatedLink(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await tx.query("delete from wardbook.federated_link where tenant = $1 and person = $2", [tenant, person]);
}
