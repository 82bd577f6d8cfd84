import { moneyIn, moneyOf, sumOf } from "../../foundation/money/index.ts";
import {
  type FhirResource,
  type JsonObject,
  extensionIn,
  objectsIn,
  referenceTo,
  numberText,
} from "../../foundation/fhir/index.ts";
import { randomUuid } from "../../foundation/crypto/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { type TransactionEntry, type Found } from "../../custody/chart/index.ts";
import { BillingError, unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { currentOf, doneBefore, inWords, once } from "./finding.ts";
import { needsApproval } from "./invoice-rule.ts";
import { totalsOf } from "./invoice-totals.ts";
import {
  type PatientMoney,
  branchExtension,
  expectBranch,
  moneyOfPatient,
  requestIdentifier,
} from "./patient-money.ts";
import { type Line, type LineWish, lineOf } from "./prices.ts";
import { currencyOf } from "./posting.ts";
import { draftersOf } from "./rule-parts.ts";
import { chargesOf, creditedBy, isCreditNote, isIssued, patientIn, statusOf } from "./shapes.ts";
import { type InvoiceView, invoiceView } from "./views.ts";
import { codeSystem, extensionUrl } from "./vocabulary.ts";

export interface NewInvoice {
  readonly requestId: string;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId;
  readonly lines: readonly LineWish[];
  readonly issue: boolean;
}

/** An invoice as it stands in its patient's book. @throws BillingError `billing/unknown` */
export async function seeInvoice(ports: BillingPorts, caller: Caller, id: ResourceId): Promise<InvoiceView> {
  const found = await currentOf(ports, caller, "Invoice", id);
  return viewOf(ports, caller, found);
}

async function viewOf(ports: BillingPorts, caller: Caller, found: Found): Promise<InvoiceView> {
  const patient = patientIn(found.resource);
  if (patient === undefined) throw unknownHere();
  return invoiceView(found, (await moneyOfPatient(ports, caller, patient)).seeing);
}

/** The entries of a transaction that write an invoice of these lines, with a charge for each. */
export function invoiceEntries(
  money: PatientMoney,
  lines: readonly Line[],
  asked: { readonly requestId?: string | undefined; readonly branchId: string; readonly issue: boolean },
): { readonly entries: readonly TransactionEntry[]; readonly fullUrl: string } {
  const { currency, patient, seeing } = money;
  const named = lines.map(({ charge }) => ({ charge, fullUrl: `urn:uuid:${randomUuid()}` }));
  const invoice: FhirResource = {
    resourceType: "Invoice",
    ...(asked.requestId === undefined ? {} : { identifier: [requestIdentifier(asked.requestId)] }),
    extension: [branchExtension(asked.branchId)],
    status: "draft",
    type: { coding: [{ system: codeSystem.invoiceType, code: "invoice" }] },
    subject: referenceTo("Patient", patient),
    lineItem: lines.map(({ line, charge }, index) => ({
      ...line,
      chargeItemReference: {
        reference: named[index]?.fullUrl ?? "",
        display: (charge["code"] as JsonObject | undefined)?.["text"] ?? "",
      },
    })),
    totalNet: moneyOf(sumOf(lines.map(({ net }) => net)), currency),
    totalGross: moneyOf(sumOf(lines.map(({ gross }) => gross)), currency),
  };
  const totals = totalsOf(invoice, currency);
  const isIssuedNow = asked.issue && !("path" in totals) && !needsApproval(invoice, totals, seeing.settings);
  const fullUrl = `urn:uuid:${randomUuid()}`;
  return {
    fullUrl,
    entries: [
      ...named.map((one) => ({
        kind: "create" as const,
        type: "ChargeItem" as const,
        fullUrl: one.fullUrl,
        resource: { ...one.charge, status: isIssuedNow ? "billed" : "billable" },
      })),
      {
        kind: "create",
        type: "Invoice",
        fullUrl,
        resource: { ...invoice, status: isIssuedNow ? "issued" : "draft" },
      },
    ],
  };
}

/** Writes an invoice, once for each request; as a draft where a discount needs somebody else. @throws BillingError, ChartError */
export async function makeInvoice(ports: BillingPorts, caller: Caller, asked: NewInvoice) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "Invoice", asked.requestId),
    async () => {
      const money = await moneyOfPatient(ports, caller, asked.patientId);
      await expectBranch(ports, caller, asked.branchId);
      const lines: Line[] = [];
      for (const [at, wish] of asked.lines.entries())
        lines.push(await lineOf(ports, caller, wish, { patient: asked.patientId, at }));
      await ports.chart.transact(caller, invoiceEntries(money, lines, asked).entries);
      const made = await doneBefore(ports, caller, "Invoice", asked.requestId);
      if (made === undefined) throw unknownHere();
      return made;
    },
  );
  return { invoice: await viewOf(ports, caller, done), created };
}

/** Issues a draft. A resend is answered as done. @throws BillingError */
export async function issueInvoice(ports: BillingPorts, caller: Caller, id: ResourceId, version: number) {
  const found = await currentOf(ports, caller, "Invoice", id);
  if (isIssued(found.resource) && found.version > version) return viewOf(ports, caller, found);
  const settings = await ports.settings(caller.tenant);
  const totals = totalsOf(found.resource, currencyOf(settings));
  const isOther =
    caller.permissions.has("discounts.approve") &&
    draftersOf(found.resource).every(({ id: drafter }) => drafter !== caller.id);
  if (
    !isCreditNote(found.resource) &&
    !("path" in totals) &&
    needsApproval(found.resource, totals, settings) &&
    !isOther
  )
    throw new BillingError(
      "billing/needs-approval",
      "a discount is beyond the limit, or a price isn't the price list's: somebody else has to issue this, who may approve discounts",
    );
  const charges = await Promise.all(
    chargesOf(found.resource).map((charge) => currentOf(ports, caller, "ChargeItem", charge)),
  );
  await inWords(
    ports.chart.transact(caller, [
      ...charges
        .filter(({ resource }) => statusOf(resource) !== "billed")
        .map((charge) => ({
          kind: "update" as const,
          type: "ChargeItem" as const,
          id: charge.id,
          ifMatch: charge.version,
          resource: { ...charge.resource, status: "billed" },
        })),
      { kind: "update", type: "Invoice", id, ifMatch: version, resource: { ...found.resource, status: "issued" } },
    ]),
  );
  return seeInvoice(ports, caller, id);
}

/** @throws BillingError */
export async function discardInvoice(ports: BillingPorts, caller: Caller, id: ResourceId, version: number) {
  const found = await currentOf(ports, caller, "Invoice", id);
  if (statusOf(found.resource) !== "entered-in-error") {
    const resource = { ...found.resource, status: "entered-in-error" };
    await inWords(ports.chart.update(caller, { type: "Invoice", id }, resource, version));
  }
  return seeInvoice(ports, caller, id);
}

/** The lines of an invoice that a credit note took off already, by their places. */
function creditedLines(money: PatientMoney, id: ResourceId): ReadonlySet<number> {
  return new Set(
    money.invoices
      .filter(({ resource }) => isIssued(resource) && isCreditNote(resource) && creditedBy(resource) === id)
      .flatMap(({ resource }) =>
        objectsIn(resource["lineItem"]).map(({ sequence }) => Number(numberText(sequence)) - 1),
      ),
  );
}

/** The steps of invoices' states that follow when a book has come to be so. */
export function followingSteps(
  money: PatientMoney,
  after: ReadonlyMap<string, { readonly open: bigint; readonly isCredited: boolean }>,
): readonly TransactionEntry[] {
  return [...after].flatMap(([id, { open, isCredited }]) => {
    const invoice = money.invoices.find((one) => one.id === id);
    if (invoice === undefined) return [];
    const status = isCredited ? "cancelled" : open === 0n && statusOf(invoice.resource) === "issued" ? "balanced" : "";
    if (status === "" || status === statusOf(invoice.resource)) return [];
    const resource = { ...invoice.resource, status };
    return [{ kind: "update" as const, type: "Invoice" as const, id: invoice.id, resource }];
  });
}

/** Takes whole lines off an issued invoice, once for each request. @throws BillingError */
export async function creditInvoice(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  asked: { readonly requestId: string; readonly reason: string; readonly lines?: readonly number[] | undefined },
) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "Invoice", asked.requestId),
    async () => {
      const { resource: invoice } = await currentOf(ports, caller, "Invoice", id);
      const patient = patientIn(invoice);
      if (patient === undefined) throw unknownHere();
      const money = await moneyOfPatient(ports, caller, patient);
      const gone = creditedLines(money, id);
      const all = objectsIn(invoice["lineItem"]);
      const wanted = asked.lines ?? all.map((_line, index) => index).filter((index) => !gone.has(index));
      const odd = wanted.findIndex((index) => all[index] === undefined || gone.has(index));
      if (odd !== -1 || wanted.length === 0 || new Set(wanted).size < wanted.length)
        throw new BillingError("billing/refused", "a line is credited once, and is one of the invoice's", {
          path: asked.lines === undefined ? undefined : `lines[${Math.max(0, odd)}]`,
        });
      const { currency } = money;
      const negative = (value: JsonObject | undefined) => moneyOf(-(moneyIn(value, currency) ?? 0n), currency);
      const lines = wanted.map((index) => ({
        ...all[index],
        sequence: index + 1,
        priceComponent: objectsIn(all[index]?.["priceComponent"]).map((one) => ({
          ...one,
          amount: negative(one["amount"] as JsonObject | undefined),
        })),
      }));
      const totals = totalsOf(invoice, currency);
      if ("path" in totals) throw new BillingError("billing/refused", totals.message, { path: totals.path });
      const [net, gross] = [
        sumOf(wanted.map((index) => totals.lines[index]?.net ?? 0n)),
        sumOf(wanted.map((index) => (totals.lines[index]?.net ?? 0n) + (totals.lines[index]?.tax ?? 0n))),
      ];
      const branch = extensionIn(invoice, extensionUrl.branch);
      const note: FhirResource = {
        resourceType: "Invoice",
        identifier: [requestIdentifier(asked.requestId)],
        extension: [
          ...(branch === undefined ? [] : [branch]),
          { url: extensionUrl.credits, valueReference: referenceTo("Invoice", id) },
          { url: extensionUrl.reason, valueString: asked.reason },
        ],
        status: "issued",
        type: { coding: [{ system: codeSystem.invoiceType, code: "credit-note" }] },
        subject: referenceTo("Patient", patient),
        lineItem: lines,
        totalNet: moneyOf(-net, currency),
        totalGross: moneyOf(-gross, currency),
      };
      const account = money.book.invoices.get(id);
      const left = (account?.total ?? 0n) - (account?.credited ?? 0n) - gross;
      const owed = left - (account?.settled ?? 0n);
      await ports.chart.transact(caller, [
        { kind: "create", type: "Invoice", resource: note },
        ...followingSteps(money, new Map([[id, { open: owed > 0n ? owed : 0n, isCredited: left === 0n }]])),
      ]);
      const made = await doneBefore(ports, caller, "Invoice", asked.requestId);
      if (made === undefined) throw unknownHere();
      return made;
    },
  );
  return { invoice: await viewOf(ports, caller, done), created };
}
