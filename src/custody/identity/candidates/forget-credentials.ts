import type { PersonId, TenantId } from "../../../foundation/kernel/index.ts";
import type { Transaction } from "../../../foundation/platform/database/index.ts";
import { deleteCredentials } from "../passwords/index.ts";
import { deleteAuthenticatorsOf, deleteCodes } from "../second-factors/index.ts";

/** Forgets everything that proved somebody. */
export async function forgetCredentials(tx: Transaction, tenant: TenantId, person: PersonId): Promise<void> {
  await deleteCredentials(tx, { tenant, person }, ["password", "pending-password"]);
  await deleteAuthenticatorsOf(tx, tenant, person);
  await deleteCodes(tx, { tenant, person });
}
