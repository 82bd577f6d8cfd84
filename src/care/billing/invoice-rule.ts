import { rateOf } from "../../foundation/money/index.ts";
import { type FhirResource, objectsIn, subjectPatientOf } from "../../foundation/fhir/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { ProposedChange, Ruled, WriteRule } from "../../custody/chart/index.ts";
import type { Posting } from "./book.ts";
import { type Fault, type InvoiceTotals, isBeyond, totalsOf } from "./invoice-totals.ts";
import { chargesAsListed, isOffList, withListed } from "./listed-price.ts";
import { type Numbers, withOwnNumbers } from "./numbers.ts";
import type { BillingRulePorts } from "./ports.ts";
import { currencyOf, endTurn, openBook, postTo } from "./posting.ts";
import {
  against,
  doerOf,
  draftersOf,
  draftersWith,
  expectApprover,
  expectStep,
  expectUnchanged,
  expectUnchangedButPrinted,
  isHistory,
  requestPostings,
  withActors,
  withPrinting,
  withoutPrinting,
} from "./rule-parts.ts";
import type { BillingSettings } from "./settings.ts";
import { branchOf, chargesOf, creditedBy, isCreditNote, isIssued, patientIn, statusOf } from "./shapes.ts";
import { beginnings, invoiceMachine } from "./states.ts";
import { identifierSystem } from "./vocabulary.ts";

function expectTotals(next: FhirResource, settings: BillingSettings): InvoiceTotals {
  const totals: InvoiceTotals | Fault = totalsOf(next, currencyOf(settings));
  if ("path" in totals) throw against(totals.path, totals.message);
  return totals;
}

/** Whether somebody else has to issue it. @throws RangeError where a limit is stored that is none */
export function needsApproval(
  invoice: FhirResource,
  { lines }: InvoiceTotals,
  { discountLimitPercent }: BillingSettings,
): boolean {
  const limit = rateOf(discountLimitPercent);
  return isOffList(invoice) || lines.some((line) => isBeyond(line, limit));
}

/** What the change of its status does to the patient's book. */
function statusPostings(id: string, previous: FhirResource | undefined, next: FhirResource, totals: InvoiceTotals) {
  const [from, to] = [statusOf(previous), statusOf(next)];
  const postings: Posting[] = [];
  if (to === from) return postings;
  const isCredit = isCreditNote(next);
  if (to === "draft" && !isCredit) postings.push({ kind: "draft", invoice: id });
  if (to === "issued")
    postings.push(
      isCredit
        ? { kind: "credit", invoice: creditedBy(next) ?? "", amount: -totals.gross }
        : { kind: "issue", invoice: id, total: totals.gross, charges: chargesOf(next) },
    );
  if (isCredit && (to === "balanced" || to === "cancelled"))
    throw against("Invoice.status", "a credit note is issued, and nothing follows on that");
  if (to === "balanced") postings.push({ kind: "balance", invoice: id });
  if (to === "cancelled") postings.push({ kind: "cancel", invoice: id });
  return postings;
}

/** Drafter and approver, as the change makes them. @throws ChartError `chart/against-rule` */
async function actorsOf(
  ports: Pick<BillingRulePorts, "keepersOf">,
  caller: Caller,
  previous: FhirResource | undefined,
  next: FhirResource,
  { totals, settings }: { readonly totals: InvoiceTotals; readonly settings: BillingSettings },
) {
  // A draft that is written anew is all its writers': else one's own discount would be issued in another's name.
  if (!isIssued(next)) return { drafters: draftersWith(previous, caller), approvedBy: undefined };
  const drafters = draftersOf(previous);
  if (isCreditNote(next) || !needsApproval(next, totals, settings))
    return { drafters: drafters.length > 0 ? drafters : [doerOf(caller)], approvedBy: undefined };
  if (previous !== undefined) expectUnchanged(previous, next, ["status", "date", "identifier", "extension"]);
  await expectApprover(ports, caller, "discounts.approve", { drafters, path: "Invoice.lineItem" });
  return { drafters, approvedBy: caller.id };
}

/**
 * What invoices and credit notes may become, whoever writes them and by whatever way: they add up, what is issued has the next number
 * of its series and never changes again but for its status, and nothing is billed, credited or paid beyond what there is.
 */
export function invoiceRule(ports: BillingRulePorts, numbers: Numbers): WriteRule {
  return async (change: ProposedChange): Promise<Ruled> => {
    const { caller, id, previous, next } = change;
    const { tenant } = caller;
    if (next === undefined) {
      if (isIssued(previous))
        throw against("Invoice.status", "what was issued isn't deleted: a credit note takes it back");
      const patient = previous === undefined ? undefined : patientIn(previous);
      if (patient === undefined) return {};
      return { alongside: postTo(await openBook(ports, tenant, patient), "Invoice", [{ kind: "drop", invoice: id }]) };
    }
    const patient = patientIn(next);
    if (isHistory(change)) {
      const resource = withOwnNumbers(undefined, next, true);
      if (patient === undefined) return { resource };
      return { resource, alongside: await endTurn(ports, tenant, patient) };
    }
    expectStep(invoiceMachine, beginnings.Invoice, previous, next);
    // The book is found by it: one that names its patient elsewhere would be in none.
    const { resourceType, subject } = next;
    if (patient === undefined || subject === undefined || subjectPatientOf({ resourceType, subject }) !== patient)
      throw against("Invoice.subject", "an invoice is its subject's, and that is a patient");
    const sent = withOwnNumbers(previous, next, false);
    const wasDraft = previous === undefined || statusOf(previous) === "draft";
    const own = wasDraft ? withoutPrinting(sent) : withPrinting(previous, sent, ports.now());
    if (!wasDraft) {
      expectUnchangedButPrinted(previous, own, ["status", "cancelledReason"]);
      if (statusOf(previous) === statusOf(own)) return { resource: own };
    }
    if (statusOf(own) === "entered-in-error") return { resource: own };
    const settings = await ports.settings(tenant);
    const totals = expectTotals(own, settings);
    const wasIssued = isIssued(previous);
    if (isIssued(own) && !wasIssued && totals.lines.length === 0)
      throw against("Invoice.lineItem", "an invoice is for something");
    const isPriced = !wasIssued && !isCreditNote(own);
    const listed = isPriced
      ? await withListed(ports, tenant, { previous, next: own }, { totals, currency: currencyOf(settings) })
      : own;
    const resource = wasIssued
      ? own
      : withActors(listed, await actorsOf(ports, caller, previous, listed, { totals, settings }));
    const open = await openBook(ports, tenant, patient);
    const post = postTo(open, "Invoice", [
      ...requestPostings(previous, resource),
      ...statusPostings(id, previous, resource, totals),
    ]);
    if (!isIssued(resource) || wasIssued) return { resource, alongside: post };
    const system = isCreditNote(resource) ? identifierSystem.creditNote : identifierSystem.invoice;
    const number = await numbers.next(tenant, system, branchOf(resource));
    const asListed = isPriced ? chargesAsListed(ports, tenant, resource) : undefined;
    return {
      resource: {
        ...resource,
        date: new Date(ports.now()).toISOString(),
        identifier: [...objectsIn(resource["identifier"]), { system, value: number.value }],
      },
      alongside: async (tx) => {
        await post(tx);
        await asListed?.(tx);
        await number.take(tx);
      },
    };
  };
}
