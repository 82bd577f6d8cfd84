import type { PersonId, TenantId } from "../../foundation/kernel/index.ts";
import type { Queryable } from "../../foundation/platform/database/index.ts";

/** A person as tokens need them. */
export interface AccountRow {
  readonly person: PersonId;
  readonly role: string;
  readonly sealed_profile: Buffer;
}

/** The person, unless their access has ended. */
export async function readAccount(db: Queryable, tenant: TenantId, person: string): Promise<AccountRow | undefined> {
  const rows = await db.query<AccountRow>(
    `select person, role, sealed_profile from wardbook.person where tenant = $1 and person = $2 and state <> 'ended'`,
    [tenant, person],
    "authorization-read-account",
  );
  return rows[0];
}
