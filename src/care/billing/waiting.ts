import type { Caller } from "../../custody/access/index.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { findRecords, findAmong } from "./finding.ts";
import { seeingOf } from "./patient-money.ts";
import { branchOf, isRefund, patientIn } from "./shapes.ts";
import { nameOf } from "./statement.ts";
import { invoiceView, paymentView } from "./views.ts";

/** What waits for somebody's word: drafts of invoices, and refunds that were asked for; oldest first. */
export async function readWaiting(ports: BillingPorts, caller: Caller, branch: string | undefined) {
  const seeing = await seeingOf(ports, caller);
  const [drafts, notices] = await Promise.all([
    findRecords(ports, caller, "Invoice", [["status", "draft"]]),
    findRecords(ports, caller, "PaymentNotice", [["status", "draft"]]),
  ]);
  const isHere = (one: { readonly resource: Parameters<typeof branchOf>[0] }) =>
    branch === undefined || branchOf(one.resource) === branch;
  const [invoices, refunds] = [drafts.filter(isHere), notices.filter((one) => isHere(one) && isRefund(one.resource))];
  const who = [...new Set([...invoices, ...refunds].flatMap(({ resource }) => patientIn(resource) ?? []))];
  const patients = await findAmong(ports, caller, "Patient", { parameter: "_id", among: who });
  const nameIn = (id: string) => nameOf(patients.find((one) => one.id === id));
  return {
    currency: seeing.settings.currency,
    invoices: invoices
      .map((one) => invoiceView(one, seeing))
      .map((invoice) => ({ invoice, name: nameIn(invoice.patientId) }))
      .reverse(),
    refunds: refunds
      .map((one) => paymentView(one, seeing))
      .map((payment) => ({ payment, name: nameIn(payment.patientId) }))
      .sort((a, b) => a.payment.created.localeCompare(b.payment.created)),
  };
}
