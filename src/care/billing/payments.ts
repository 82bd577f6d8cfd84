import { type Currency, type Minor, amountText, lesser, moneyOf, sumOf } from "../../foundation/money/index.ts";
import { type FhirResource, referenceTo, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { BillingError, unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { openOf } from "./book.ts";
import { currentOf, doneBefore, inWords, once } from "./finding.ts";
import { followingSteps } from "./invoices.ts";
import {
  type PatientMoney,
  accountOf,
  branchExtension,
  expectBranch,
  moneyOfPatient,
  requestIdentifier,
  seeingOf,
} from "./patient-money.ts";
import { amountIn } from "./prices.ts";
import { type Method, allocationsOf, isRefund, patientIn, statusOf } from "./shapes.ts";
import { type InvoiceView, type PaymentView, invoiceView, openAmount, paymentView } from "./views.ts";
import { extensionUrl } from "./vocabulary.ts";

export interface NewPayment {
  readonly requestId: string;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId;
  readonly parts: readonly {
    readonly method: Method;
    readonly amount: string;
    readonly reference?: string | undefined;
  }[];
  readonly allocations?: readonly { readonly invoiceId: string; readonly amount: string }[] | undefined;
}

interface Allocated {
  readonly invoice: string;
  readonly amount: Minor;
}

/** The oldest dues first. */
function oldestFirst({ invoices, book }: PatientMoney, total: Minor): readonly Allocated[] {
  const when = ({ resource }: Found) => textIn(resource["date"]) ?? "";
  const due = invoices.filter(({ id }) => openAmount(book, id) > 0n).sort((a, b) => when(a).localeCompare(when(b)));
  let left = total;
  return due.flatMap(({ id }) => {
    const amount = lesser(left, openAmount(book, id));
    left -= amount;
    return amount > 0n ? [{ invoice: id, amount }] : [];
  });
}

function partExtension(part: NewPayment["parts"][number], currency: Currency, at: number) {
  const amount = amountIn(part.amount, currency, `parts[${at}].amount`);
  return {
    url: extensionUrl.part,
    extension: [
      { url: "method", valueCode: part.method },
      { url: "amount", valueMoney: moneyOf(amount, currency) },
      ...(part.reference === undefined ? [] : [{ url: "reference", valueString: part.reference }]),
    ],
  };
}

export function noticeOf(
  ports: BillingPorts,
  asked: NewPayment,
  known: { readonly account: ResourceId; readonly currency: Currency; readonly allocated: readonly Allocated[] },
): FhirResource {
  const { account, currency, allocated } = known;
  const total = sumOf(asked.parts.map(({ amount }, at) => amountIn(amount, currency, `parts[${at}].amount`)));
  return {
    resourceType: "PaymentNotice",
    identifier: [requestIdentifier(asked.requestId)],
    extension: [
      { url: extensionUrl.patient, valueReference: referenceTo("Patient", asked.patientId) },
      branchExtension(asked.branchId),
      ...asked.parts.map((part, at) => partExtension(part, currency, at)),
      ...allocated.map(({ invoice, amount }) => ({
        url: extensionUrl.allocation,
        extension: [
          { url: "invoice", valueReference: referenceTo("Invoice", invoice) },
          { url: "amount", valueMoney: moneyOf(amount, currency) },
        ],
      })),
    ],
    status: "active",
    request: referenceTo("Account", account),
    created: new Date(ports.now()).toISOString(),
    payment: { display: "numbered when it is made" },
    recipient: { display: "this organisation" },
    amount: moneyOf(total, currency),
  };
}

const mostTries = 4;

async function payOnce(ports: BillingPorts, caller: Caller, asked: NewPayment): Promise<Found> {
  const money = await moneyOfPatient(ports, caller, asked.patientId);
  await expectBranch(ports, caller, asked.branchId);
  const { currency, book } = money;
  const total = sumOf(asked.parts.map(({ amount }, at) => amountIn(amount, currency, `parts[${at}].amount`)));
  const allocated =
    asked.allocations?.map(({ invoiceId, amount }, at) => ({
      invoice: invoiceId,
      amount: amountIn(amount, currency, `allocations[${at}].amount`),
    })) ?? oldestFirst(money, total);
  const account = await accountOf(ports, caller, money);
  const after = new Map(
    allocated.flatMap(({ invoice, amount }) => {
      const before = book.invoices.get(invoice);
      return before === undefined ? [] : [[invoice, { open: openOf(before) - amount, isCredited: false }] as const];
    }),
  );
  const resource = noticeOf(ports, asked, { account, currency, allocated });
  await ports.chart.transact(caller, [
    { kind: "create", type: "PaymentNotice", resource },
    ...followingSteps(money, after),
  ]);
  const made = await doneBefore(ports, caller, "PaymentNotice", asked.requestId);
  if (made === undefined) throw unknownHere();
  return made;
}

/** Takes a payment, once for each request. What is more than due stays as an advance. @throws BillingError, ChartError */
export async function takePayment(ports: BillingPorts, caller: Caller, asked: NewPayment) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "PaymentNotice", asked.requestId),
    async () => {
      for (let tried = 1; ; tried += 1) {
        try {
          return await payOnce(ports, caller, asked);
        } catch (error) {
          // Somebody else paid on the same dues meanwhile: where the caller didn't say to which it goes, it goes to those that are left.
          const isStale = error instanceof ChartError && error.code === "chart/against-rule";
          if (!isStale || asked.allocations !== undefined || tried === mostTries) throw error;
        }
      }
    },
  );
  const money = await moneyOfPatient(ports, caller, asked.patientId);
  const view = paymentView(done, money.seeing);
  const to = allocationsOf(done.resource, money.currency);
  const bound = sumOf(to.map(({ amount }) => amount ?? 0n));
  const total = amountIn(view.amount, money.currency, "amount");
  const invoices: readonly InvoiceView[] = money.invoices
    .filter(({ id }) => to.some(({ invoice }) => invoice === id))
    .map((invoice) => invoiceView(invoice, money.seeing));
  return { created, took: { payment: view, invoices, advance: amountText(total - bound, money.currency.digits) } };
}

export interface NewRefund {
  readonly requestId: string;
  readonly patientId: ResourceId;
  readonly branchId: ResourceId;
  readonly method: Exclude<Method, "advance">;
  readonly amount: string;
  readonly reason: string;
  /** What whoever asks notes on it, for itself. */
  readonly extension?: readonly object[] | undefined;
}

/** Asks for money to go back, once for each request. @throws BillingError, ChartError */
export async function askRefund(ports: BillingPorts, caller: Caller, asked: NewRefund) {
  const { done, created } = await once(
    () => doneBefore(ports, caller, "PaymentNotice", asked.requestId),
    async () => {
      const money = await moneyOfPatient(ports, caller, asked.patientId);
      await expectBranch(ports, caller, asked.branchId);
      const account = await accountOf(ports, caller, money);
      const { method, amount, reason, extension: noted = [], ...rest } = asked;
      const notice = noticeOf(
        ports,
        { ...rest, parts: [{ method, amount }] },
        { account, currency: money.currency, allocated: [] },
      );
      const extension = [
        ...(notice["extension"] as readonly object[]),
        { url: extensionUrl.kind, valueCode: "refund" },
        { url: extensionUrl.reason, valueString: reason },
        ...noted,
      ];
      const draft = { ...notice, status: "draft", extension } as FhirResource;
      return opened((await ports.chart.create(caller, "PaymentNotice", draft)).value);
    },
  );
  return { payment: paymentView(done, await seeingOf(ports, caller)), created };
}

/** Lets the money go, or not. A resend is answered as done. @throws BillingError */
export async function decideRefund(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  asked: { readonly version: number; readonly status: "active" | "cancelled" },
): Promise<PaymentView> {
  const found = await currentOf(ports, caller, "PaymentNotice", id);
  if (!isRefund(found.resource) || patientIn(found.resource) === undefined) throw unknownHere();
  const seeing = await seeingOf(ports, caller);
  if (statusOf(found.resource) === asked.status) return paymentView(found, seeing);
  if (asked.status === "active" && !caller.permissions.has("refunds.approve"))
    throw new BillingError("billing/needs-approval", "a refund is approved by somebody who may approve refunds");
  const resource = { ...found.resource, status: asked.status };
  const { value } = await inWords(ports.chart.update(caller, { type: "PaymentNotice", id }, resource, asked.version));
  return paymentView(opened(value), seeing);
}
