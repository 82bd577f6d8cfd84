import { type Currency, lesser, moneyIn, moneyOf, sumOf } from "../../foundation/money/index.ts";
import { type FhirResource, objectsIn, referenceTo, textIn } from "../../foundation/fhir/index.ts";
import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { ChartError, type Found, opened } from "../../custody/chart/index.ts";
import { unknownHere } from "./billing-error.ts";
import type { BillingPorts } from "./billing-ports.ts";
import { openOf } from "./book.ts";
import { currentOf, doneBefore, inBillingWords, once } from "./finding.ts";
import { followingSteps } from "./invoices.ts";
import { type PatientMoney, accountOf, expectBranch, moneyOfPatient } from "./patient-money.ts";
import { type NewPayment, noticeOf } from "./payments.ts";
import { isRefund, partsOf, patientIn, statusOf } from "./shapes.ts";
import { openAmount } from "./views.ts";
import { extensionUrl } from "./vocabulary.ts";

export interface NewAsking extends Omit<NewPayment, "parts" | "allocations"> {
  readonly amount: string;
  /** What whoever asks notes on it, for itself. */
  readonly extension: readonly object[];
}

/** Writes down that a payment is asked for: a draft, which has no number and moves nothing. Once for each request. @throws BillingError, ChartError */
export async function askPayment(ports: BillingPorts, caller: Caller, asked: NewAsking) {
  return once(
    () => doneBefore(ports, caller, "PaymentNotice", asked.requestId),
    async () => {
      const money = await moneyOfPatient(ports, caller, asked.patientId);
      await expectBranch(ports, caller, asked.branchId);
      const account = await accountOf(ports, caller, money);
      const { amount, extension, ...rest } = asked;
      const known = { account, currency: money.currency, allocated: [] };
      const notice = noticeOf(ports, { ...rest, parts: [{ method: "online", amount }] }, known);
      const all = [...objectsIn(notice["extension"]), ...extension];
      const draft = { ...notice, status: "draft", extension: all } as FhirResource;
      return opened((await ports.chart.create(caller, "PaymentNotice", draft)).value);
    },
  );
}

/** What goes to which invoice: to those that it was asked for, then to the oldest; what is more than due stays as an advance. */
function allocate(money: PatientMoney, total: bigint, wanted: readonly string[]) {
  const when = ({ resource }: Found) => textIn(resource["date"]) ?? "";
  const rank = ({ id }: Found) => (wanted.includes(id) ? 0 : 1);
  const due = money.invoices
    .filter(({ id }) => openAmount(money.book, id) > 0n)
    .sort((a, b) => rank(a) - rank(b) || when(a).localeCompare(when(b)));
  let left = total;
  return due.flatMap(({ id }) => {
    const amount = lesser(left, openAmount(money.book, id));
    left -= amount;
    return amount > 0n ? [{ invoice: id, amount }] : [];
  });
}

function allocationOf({ invoice, amount }: { invoice: string; amount: bigint }, currency: Currency) {
  return {
    url: extensionUrl.allocation,
    extension: [
      { url: "invoice", valueReference: referenceTo("Invoice", invoice) },
      { url: "amount", valueMoney: moneyOf(amount, currency) },
    ],
  };
}

const mostTries = 4;

/**
 * Books a payment that was asked for, now that its money has come: it gets its number and goes to invoices. One that was booked before is
 * left as it is, so that whoever isn't sure asks again.
 * @param wanted the invoices that it was asked for
 * @param dress adds what its asker notes on it
 * @returns `later` where the branch's day is cashed up: it belongs to the next
 * @throws BillingError, ChartError
 */
export async function bookAsked(
  ports: BillingPorts,
  caller: Caller,
  id: ResourceId,
  { wanted, dress }: { readonly wanted: readonly string[]; readonly dress: (notice: FhirResource) => FhirResource },
): Promise<"booked" | "later"> {
  for (let tried = 1; ; tried += 1) {
    const found = await currentOf(ports, caller, "PaymentNotice", id);
    if (statusOf(found.resource) === "active") return "booked";
    const patient = patientIn(found.resource);
    if (patient === undefined || isRefund(found.resource)) throw unknownHere();
    const money = await moneyOfPatient(ports, caller, patient);
    const allocated = allocate(money, moneyIn(found.resource["amount"], money.currency) ?? 0n, wanted);
    const after = new Map(
      allocated.flatMap(({ invoice, amount }) => {
        const before = money.book.invoices.get(invoice);
        return before === undefined ? [] : [[invoice, { open: openOf(before) - amount, isCredited: false }] as const];
      }),
    );
    const extension = [
      ...objectsIn(found.resource["extension"]),
      ...allocated.map((one) => allocationOf(one, money.currency)),
    ];
    const resource = dress({ ...found.resource, status: "active", extension } as FhirResource);
    try {
      await ports.chart.transact(caller, [
        { kind: "update", type: "PaymentNotice", id, ifMatch: found.version, resource },
        ...followingSteps(money, after),
      ]);
      return "booked";
    } catch (error) {
      if (error instanceof ChartError && error.path?.endsWith("PaymentNotice.created") === true) return "later";
      // Somebody else paid on the same dues meanwhile, or the asker noted something: look again.
      const isStale =
        error instanceof ChartError &&
        (error.code === "chart/against-rule" || error.code === "chart/precondition-failed");
      if (!isStale || tried === mostTries) throw inBillingWords(error);
    }
  }
}

/** Whether this gives back online no more than is left of that payment, to the same patient. @param others what goes back on it beside this */
export function goesBackOn(
  refund: FhirResource,
  payment: FhirResource,
  others: readonly FhirResource[],
  currency: Currency,
): boolean {
  const [back, came] = [moneyIn(refund["amount"], currency), moneyIn(payment["amount"], currency)];
  const gone = sumOf(others.map((one) => moneyIn(one["amount"], currency) ?? 0n));
  const isOnline = partsOf(refund, currency).every(({ method }) => method === "online");
  const isOwn = patientIn(refund) !== undefined && patientIn(refund) === patientIn(payment);
  return (
    isRefund(refund) &&
    !isRefund(payment) &&
    isOnline &&
    isOwn &&
    back !== undefined &&
    came !== undefined &&
    back + gone <= came
  );
}

/** What a payment or a refund is of, in the currency's smallest unit. */
export function amountOfNotice(notice: FhirResource, currency: Currency): bigint | undefined {
  return moneyIn(notice["amount"], currency);
}
