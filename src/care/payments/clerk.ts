import { type FhirResource, type ResourceType } from "../../foundation/fhir/index.ts";
import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import { type Caller, noPermissions, parseScopes } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { type Notes, notesOf, withNotes } from "./online-record.ts";
import { clerkId } from "./online-rule.ts";
import type { PaymentsPorts } from "./ports.ts";

const scopes = parseScopes(
  "system/PaymentNotice.crus system/Invoice.rus system/Account.crs system/ChargeItem.rs system/Patient.rs system/Location.rs",
);

/** The program of the house that writes what the provider says: what it does is in each patient's ledger, with who asked for it.
 *  @param asker absent: the provider, or the clock */
export function clerkOf(tenant: TenantId, asker?: Pick<Caller, "name" | "from" | "requestId">): Caller {
  return {
    tenant,
    kind: "client",
    id: clerkId,
    name: asker === undefined ? "online payments" : `online payments, asked for by ${asker.name}`,
    scopes,
    permissions: noPermissions,
    from: asker?.from ?? "this machine",
    requestId: asker?.requestId ?? "",
  };
}

/** The current version; undefined where there is none that the caller may see. */
export async function readOne(
  { chart }: Pick<PaymentsPorts, "chart">,
  caller: Caller,
  id: ResourceId,
  type: ResourceType = "PaymentNotice",
): Promise<Found | undefined> {
  try {
    return opened((await chart.read(caller, { type, id })).value);
  } catch (error) {
    if (error instanceof ChartError && (error.code === "chart/not-found" || error.code === "chart/deleted"))
      return undefined;
    throw error;
  }
}

const mostTries = 4;

/** Notes something on a payment, whoever else writes it meanwhile. @param next undefined: nothing more to note */
export async function note(
  ports: Pick<PaymentsPorts, "chart">,
  clerk: Caller,
  id: ResourceId,
  next: (notes: Notes, resource: FhirResource) => Notes | undefined,
  status?: "cancelled",
): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    const found = await readOne(ports, clerk, id);
    const notes = found === undefined ? undefined : next(notesOf(found.resource), found.resource);
    if (found === undefined || notes === undefined) return;
    const resource = withNotes(status === undefined ? found.resource : { ...found.resource, status }, notes);
    try {
      await ports.chart.update(clerk, { type: "PaymentNotice", id }, resource, found.version);
      return;
    } catch (error) {
      const isOvertaken = error instanceof ChartError && error.code === "chart/precondition-failed";
      if (!isOvertaken || tried === mostTries) throw error;
    }
  }
}
