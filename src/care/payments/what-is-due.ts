import type { ResourceId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import { PaymentsError } from "./payments-error.ts";
import type { OnlineAccount, OpenInvoice, PaymentsPorts } from "./ports.ts";
import { findUnderWay, isBeingPaid, isPageFor } from "./under-way.ts";

interface Asked {
  readonly patientId: ResourceId;
  /** Absent: all that are open. */
  readonly invoiceIds?: readonly ResourceId[] | undefined;
  readonly amount?: string | undefined;
}

interface Wanted {
  readonly wanted: readonly OpenInvoice[];
  readonly total: bigint;
}

/** Whether somebody takes payments: else they pay what is their own. */
export function mayWrite({ scopes }: Caller): boolean {
  return scopes.some(
    ({ type, permissions }) => (type === "*" || type === "PaymentNotice") && permissions.includes("c"),
  );
}

async function wantedOf(
  { books }: PaymentsPorts,
  caller: Caller,
  { patientId, invoiceIds, amount }: Asked,
): Promise<Wanted> {
  const { digits } = await books.currency(caller.tenant);
  const open = await books.openInvoices(caller, patientId);
  const isUnknown = invoiceIds?.some((id) => !open.some((one) => one.id === id)) === true;
  if (isUnknown)
    throw new PaymentsError("payments/unsuitable", "one of these invoices isn't open", { path: "invoiceIds" });
  const wanted = invoiceIds === undefined ? open : open.filter(({ id }) => invoiceIds.includes(id));
  if (amount === undefined) {
    const total = wanted.reduce((sum, one) => sum + one.open, 0n);
    if (total === 0n) throw new PaymentsError("payments/unsuitable", "nothing is open to pay");
    return { wanted, total };
  }
  if (!mayWrite(caller))
    throw new PaymentsError("payments/refused", "invoices are paid whole here", { path: "amount" });
  const total = books.parse(amount, digits);
  if (total === undefined || total === 0n)
    throw new PaymentsError("payments/unsuitable", "this is no amount in the currency", { path: "amount" });
  return { wanted: invoiceIds === undefined ? [] : wanted, total };
}

/** What is due, and what was asked for already for exactly that: from two windows of the app, or after they came back from the provider's
 *  page, they pay once. @throws PaymentsError, ProviderError */
export async function dueOf(
  ports: PaymentsPorts,
  { account, clerk, caller }: { readonly account: OnlineAccount; readonly clerk: Caller; readonly caller: Caller },
  asked: Asked,
): Promise<Wanted & { readonly page: ResourceId | undefined }> {
  const before = await wantedOf(ports, caller, asked);
  if (mayWrite(caller)) return { ...before, page: undefined };
  const { underWay, isNews } = await findUnderWay(ports, { account, clerk }, asked.patientId);
  const due = isNews ? await wantedOf(ports, caller, asked) : before;
  const invoices = new Set<string>(due.wanted.map(({ id }) => id));
  if (underWay.some((one) => isBeingPaid(one, invoices)))
    throw new PaymentsError("payments/refused", "a bank works on a payment of this already: wait until it says so");
  for (const one of underWay)
    if (
      isPageFor(one, invoices, ports.now()) &&
      (await ports.books.amountOf(caller.tenant, one.resource)) === due.total
    )
      return { ...due, page: one.id };
  return { ...due, page: undefined };
}
