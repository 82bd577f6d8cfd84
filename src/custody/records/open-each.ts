import type { TenantId } from "../../foundation/kernel/index.ts";
import { openRows } from "./opening.ts";
import { sealed } from "./protection.ts";
import type { ResealPorts } from "./reseal.ts";
import { type VersionPlace, versionsUnderKeysFrom } from "./reseal-table.ts";

const pageLength = 200;

/** The body of every version that is stored; undefined for one that no key opens. */
export async function* openEachBody(ports: ResealPorts, tenant: TenantId): AsyncGenerator<Buffer | undefined> {
  const { keyring, protection = sealed } = ports;
  const db = ports.admin(tenant);
  let after: VersionPlace | undefined;
  for (;;) {
    const rows = await versionsUnderKeysFrom(db, tenant, { keysFrom: 0, after, limit: pageLength });
    const keys = await keyring.keys(tenant);
    for (const row of rows)
      yield await openRows(keys, protection, [row]).then(
        ([version]) => version?.body,
        () => undefined,
      );
    after = rows.at(-1);
    if (after === undefined) return;
  }
}
