import { GovernanceError } from "../governance-error.ts";
import type { GovernancePorts, GrantRegister } from "../ports.ts";
import { endVendorAccess } from "./decide.ts";
import { readVendor } from "./opened.ts";
import { vendorAccessToCome } from "./vendor-access-table.ts";

/** Vendors' access, for reviews of who has access. */
export function vendorRegister(ports: GovernancePorts): GrantRegister {
  return {
    kind: "vendor-access",
    async list(tenant) {
      const vault = await ports.vault(tenant);
      const rows = await vendorAccessToCome(ports.db.tenant(tenant), tenant, ports.now());
      return rows.map((row) => {
        const { words, altered } = readVendor(ports, tenant, vault, row);
        const { personName, ticket, purpose, scopes } = words;
        if (altered) return { subject: row.id, holder: row.person, holderName: personName, grant: personName };
        return {
          subject: row.id,
          holder: row.person,
          holderName: personName,
          grant: scopes.join(" "),
          hint: `ticket ${ticket}: ${purpose}; ends ${new Date(row.until).toISOString().slice(0, 10)}`,
        };
      });
    },
    async withdraw(actor, tenant, subject) {
      try {
        await endVendorAccess(ports, actor, tenant, { id: subject, note: "withdrawn in an access review" });
      } catch (error) {
        if (!(error instanceof GovernanceError && error.code === "vendor/illegal-change")) throw error;
      }
    },
  };
}
