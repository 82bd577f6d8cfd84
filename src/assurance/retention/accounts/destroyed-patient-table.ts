import type { TenantId } from "../../../foundation/kernel/index.ts";
import type { Queryable } from "../../../foundation/platform/database/index.ts";

/** Patients whose keys were destroyed: "Patient/<id>". */
export async function destroyedPatients(db: Queryable, tenant: TenantId): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ subject: string }>(
    "select distinct subject from wardbook.key_destruction where tenant = $1 and subject is not null",
    [tenant],
  );
  return new Set(rows.map(({ subject }) => `Patient/${subject}`));
}
