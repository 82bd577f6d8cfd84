import { type Found } from "../../custody/chart/index.ts";
import { type FhirResource, extensionIn, idIn, objectsIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { BillingError, unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { isSold } from "./book.ts";
import { currentOf, findRecords } from "./finding.ts";
import { makeInvoice, seeInvoice } from "./invoices.ts";
import { moneyOfPatient } from "./patient-money.ts";
import { seePackage, useSession } from "./packages.ts";
import { readPrices } from "./prices.ts";
import { chargesOf, isIssued, isPackage, packageOf, statusOf } from "./shapes.ts";
import { type InvoiceView, type PackageView, packageView } from "./views.ts";
import { extensionUrl } from "./vocabulary.ts";

/** What became of an appointment in the books: a session of a package, or an invoice. */
export type Settled = { readonly isNew: boolean } & (
  | { readonly did: "session"; readonly package: PackageView }
  | { readonly did: "charge"; readonly invoice: InvoiceView }
);

const attended: ReadonlySet<string> = new Set(["arrived", "checked-in", "fulfilled"]);

function among(appointment: FhirResource, type: string): readonly ResourceId[] {
  return objectsIn(appointment["participant"]).flatMap(({ actor }) => idIn(actor, type) ?? []);
}

function isAt(appointment: ResourceId): (charge: Found) => boolean {
  return ({ resource }) =>
    idIn(extensionIn(resource, extensionUrl.appointment)?.["valueReference"], "Appointment") === appointment;
}

function isTaken({ resource }: Found): boolean {
  return !["entered-in-error", "aborted"].includes(statusOf(resource));
}

/** Of those that still give sessions, the one that is over first. */
function packageToUse(packages: readonly PackageView[]): PackageView | undefined {
  return packages
    .filter(({ state, left }) => state === "active" && left > 0)
    .sort((a, b) => (a.until ?? "9999").localeCompare(b.until ?? "9999") || a.left - b.left)[0];
}

/**
 * Puts what somebody came for into the books, once for each appointment: a session of a package that they have, else the price of its
 * kind on an invoice. @throws BillingError also `billing/needs-reason`, and `billing/unknown-price` where no price is for its kind
 */
export async function settleAppointment(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  asked: { readonly branchId: ResourceId; readonly override?: { readonly reason: string } | undefined },
): Promise<Settled> {
  const { resource: appointment } = await currentOf(ports, caller, "Appointment", id);
  const [patient] = among(appointment, "Patient");
  if (patient === undefined) throw unknownHere();
  if (!attended.has(statusOf(appointment)))
    throw new BillingError("billing/refused", "nobody came to this appointment yet: there is nothing to charge for");
  const money = await moneyOfPatient(ports, caller, patient);
  const charges = (await findRecords(ports, caller, "ChargeItem", [["patient", `Patient/${patient}`]])).filter(
    isAt(id),
  );
  const before = charges.find(isTaken);
  if (before !== undefined) return settledBefore(ports, caller, before, money.invoices);
  // The same for all who do it at once; another once it was taken back.
  const requestId = `appointment:${id}:${charges.length}`;
  const packages = money.accounts.filter(({ id, resource }) => {
    const account = isPackage(resource) ? money.book.packages.get(id) : undefined;
    return account !== undefined && isSold(money.book, account);
  });
  const held = packageToUse(packages.map((one) => packageView(one, money.sessions, money.seeing)));
  if (held !== undefined) {
    const used = await useSession(ports, caller, held.id, { requestId, appointmentId: id, override: asked.override });
    return { did: "session", isNew: used.created, package: used.package };
  }
  const kinds = among(appointment, "HealthcareService");
  const price = (await readPrices(ports, caller)).find(
    ({ active, kindId }) => active && kindId !== undefined && kinds.includes(kindId),
  );
  if (price === undefined)
    throw new BillingError("billing/unknown-price", "no price is for this kind of appointment: choose what to charge", {
      path: "priceId",
    });
  const made = await makeInvoice(ports, caller, {
    requestId,
    patientId: patient,
    branchId: asked.branchId,
    lines: [{ priceId: price.id, quantity: 1, appointmentId: id }],
    issue: true,
  });
  return { did: "charge", isNew: made.created, invoice: made.invoice };
}

async function settledBefore(
  ports: BillingPorts,
  caller: Caller,
  charge: Found,
  invoices: readonly Found[],
): Promise<Settled> {
  const held = packageOf(charge.resource);
  if (held !== undefined) return { did: "session", isNew: false, package: await seePackage(ports, caller, held) };
  const naming = invoices.filter(({ resource }) => chargesOf(resource).includes(charge.id));
  const invoice = naming.find(({ resource }) => isIssued(resource)) ?? naming[0];
  if (invoice === undefined)
    throw new BillingError("billing/refused", "it was charged before, and the invoice isn't yours to see");
  return { did: "charge", isNew: false, invoice: await seeInvoice(ports, caller, invoice.id) };
}
