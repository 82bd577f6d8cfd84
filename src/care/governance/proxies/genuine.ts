import type { TenantId } from "../../../foundation/kernel/index.ts";
import { unlessAltered } from "../altered.ts";
import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts } from "../ports.ts";
import { type ProxyStaff, openProxy } from "./opened.ts";
import type { ProxyRow } from "./proxy-table.ts";

/** The row, if it is as it was sealed. @throws GovernanceError `proxy/unknown`, `proxy/altered` */
export async function expectGenuine(
  ports: Pick<GovernancePorts, "vault" | "onAltered">,
  tenant: TenantId,
  row: ProxyRow | undefined,
): Promise<{ readonly row: ProxyRow; readonly staff: ProxyStaff }> {
  if (row === undefined) throw new GovernanceError("proxy/unknown", "there is no such authority");
  const vault = await ports.vault(tenant);
  const staff = unlessAltered(ports, tenant, { table: "proxy", id: row.id }, () => openProxy(vault, row));
  if (staff === undefined)
    throw new GovernanceError("proxy/altered", "this was altered in the database: it opens nothing; record it again");
  return { row, staff };
}
