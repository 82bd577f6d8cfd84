import { openOf } from "../../src/care/billing/index.ts";
import type { Minor } from "../../src/foundation/money/index.ts";
import type { ResourceId } from "../../src/foundation/kernel/index.ts";
import {
  type Known,
  type RealDesk,
  aRequest,
  agree,
  chance,
  dueOf,
  fault,
  freeOf,
  minor,
  note,
  said,
  some,
  tried,
  upTo,
} from "./real-desk.ts";

/** Something that a desk does about one patient; false where there was nothing to do it to. */
export type Act = (desk: RealDesk, patient: Known) => Promise<boolean>;

export const billingOf = ({ house }: RealDesk) => house.clinic.billing(house.chart);
export const atBranch = ({ branchId }: RealDesk, { id }: Known) => ({ patientId: id, branchId });

export function issued(
  desk: RealDesk,
  patient: Known,
  invoice: { readonly id: ResourceId; readonly total: string; readonly number?: string | undefined },
) {
  agree(desk, patient, { kind: "issue", invoice: invoice.id, total: minor(invoice.total), charges: [] }, true);
  note(desk, "invoice", invoice.number);
  patient.invoices.push(invoice.id);
}

const invoice: Act = async (desk, patient) => {
  const lines = [{ priceId: desk.priceId, quantity: 1 + upTo(desk, 4) }];
  const asked = { ...aRequest(), ...atBranch(desk, patient), lines, issue: true };
  const { invoice: made } = await billingOf(desk).makeInvoice(desk.desk, asked);
  issued(desk, patient, made);
  // Sent again, it is the same.
  if (!chance(desk, 0.3)) return true;
  const again = await billingOf(desk).makeInvoice(desk.desk, asked);
  if (again.created || again.invoice.id !== made.id) fault(desk, "an invoice that was sent twice was made twice");
  return true;
};

/** A discount beyond the limit waits for somebody else. */
const discounted: Act = async (desk, patient) => {
  const lines = [{ priceId: desk.priceId, quantity: 2, discount: { percent: String(15 + upTo(desk, 60)) } }];
  const asked = { ...aRequest(), ...atBranch(desk, patient), lines, issue: true };
  const { invoice: draft } = await billingOf(desk).makeInvoice(desk.desk, asked);
  const own = await tried(desk, () => billingOf(desk).issueInvoice(desk.desk, draft.id, draft.version));
  if (draft.state !== "draft" || own !== undefined) fault(desk, "a discount beyond the limit needed nobody else");
  if (chance(desk, 0.3)) await billingOf(desk).discardInvoice(desk.desk, draft.id, draft.version);
  else issued(desk, patient, await billingOf(desk).issueInvoice(desk.manager, draft.id, draft.version));
  return true;
};

const methods = ["cash", "card-terminal", "upi", "cheque", "transfer"] as const;

async function pay(
  desk: RealDesk,
  patient: Known,
  parts: readonly { readonly method: (typeof methods)[number] | "advance"; readonly amount: Minor }[],
  to?: { readonly invoice: ResourceId; readonly amount: Minor },
): Promise<void> {
  const asked = {
    ...aRequest(),
    ...atBranch(desk, patient),
    parts: parts.map(({ method, amount }) => ({ method, amount: said(amount) })),
    ...(to === undefined ? {} : { allocations: [{ invoiceId: to.invoice, amount: said(to.amount) }] }),
  };
  // Twice at once: it is done once.
  const send = () => billingOf(desk).takePayment(desk.desk, asked);
  const both = chance(desk, 0.2);
  const took = await tried(desk, async () => {
    const [first, second] = await Promise.allSettled(both ? [send(), send()] : [send()]);
    if (first?.status !== "fulfilled") throw first?.reason;
    if (
      second !== undefined &&
      (second.status !== "fulfilled" || second.value.took.payment.id !== first.value.took.payment.id)
    )
      fault(desk, "a payment that was sent twice at once isn't one payment");
    return first.value;
  });
  const advance = parts.reduce((sum, { method, amount }) => (method === "advance" ? sum + amount : sum), 0n);
  const money = parts.reduce((sum, { amount }) => sum + amount, 0n) - advance;
  const allocations = (took?.took.payment.allocations ?? asked.allocations ?? []).map(({ invoiceId, amount }) => ({
    invoice: invoiceId,
    amount: minor(amount),
  }));
  agree(desk, patient, { kind: "receive", money, advance, allocations }, took !== undefined);
  if (took === undefined) return;
  note(desk, "receipt", took.took.payment.number);
  for (const { method, amount } of parts)
    if (method !== "advance") desk.till.set(method, (desk.till.get(method) ?? 0n) + amount);
}

const payDues: Act = async (desk, patient) => {
  const due = dueOf(patient);
  if (due === 0n) return false;
  const [first, second] = [some(desk, methods) ?? "cash", some(desk, methods) ?? "upi"];
  const half = due / 2n;
  // In two parts, or some of it, or more than is due: the rest stays as an advance.
  if (chance(desk, 0.4) && half > 0n)
    await pay(desk, patient, [
      { method: first, amount: half },
      { method: second, amount: due - half },
    ]);
  else
    await pay(desk, patient, [
      { method: first, amount: chance(desk, 0.5) ? due + BigInt(upTo(desk, 300_00)) : half + 1n },
    ]);
  return true;
};

const payTooMuch: Act = async (desk, patient) => {
  const id = some(desk, patient.invoices);
  const account = id === undefined ? undefined : patient.money.book.invoices.get(id);
  if (id === undefined || account === undefined) return false;
  const amount = openOf(account) + 1n + BigInt(upTo(desk, 100));
  await pay(desk, patient, [{ method: "cash", amount }], { invoice: id, amount });
  return true;
};

const payFromAdvance: Act = async (desk, patient) => {
  const [due, free] = [dueOf(patient), freeOf(patient)];
  if (due === 0n || free === 0n) return false;
  await pay(desk, patient, [{ method: "advance", amount: due < free ? due : free }]);
  return true;
};

const payAhead: Act = async (desk, patient) => {
  await pay(desk, patient, [{ method: "transfer", amount: BigInt(1 + upTo(desk, 900_00)) }]);
  return true;
};

const credit: Act = async (desk, patient) => {
  const id = some(desk, patient.invoices);
  const account = id === undefined ? undefined : patient.money.book.invoices.get(id);
  if (id === undefined || account === undefined) return false;
  const asked = { ...aRequest(), reason: "billed by mistake" };
  const made = await tried(desk, () => billingOf(desk).creditInvoice(desk.desk, id, asked));
  // Whole lines, and each once: what is left of the invoice is all of it or nothing.
  const amount = made === undefined ? account.total - account.credited : -minor(made.invoice.total);
  if (made === undefined && amount > 0n) fault(desk, "a credit note was refused that the books allow");
  else agree(desk, patient, { kind: "credit", invoice: id, amount }, made !== undefined);
  if (made !== undefined) note(desk, "credit note", made.invoice.number);
  return true;
};

const refund: Act = async (desk, patient) => {
  const free = freeOf(patient);
  const amount = chance(desk, 0.3) ? free + 1n + BigInt(upTo(desk, 500)) : 1n + BigInt(upTo(desk, Number(free) + 1));
  const asked = {
    ...aRequest(),
    ...atBranch(desk, patient),
    method: "cash" as const,
    amount: said(amount),
    reason: "moves away",
  };
  const wanted = await tried(desk, () => billingOf(desk).askRefund(desk.desk, asked));
  if (wanted === undefined) {
    if (amount <= free) fault(desk, "a refund was refused that the books allow");
    return true;
  }
  const { id, version } = wanted.payment;
  if (chance(desk, 0.2)) {
    await billingOf(desk).decideRefund(desk.desk, id, { version, status: "cancelled" });
    return true;
  }
  const done = await tried(desk, () => billingOf(desk).decideRefund(desk.manager, id, { version, status: "active" }));
  agree(desk, patient, { kind: "refund", amount }, done !== undefined);
  if (done === undefined) return true;
  note(desk, "receipt", done.number);
  desk.till.set("cash", (desk.till.get("cash") ?? 0n) - amount);
  return true;
};

export const moneyActs: Readonly<Record<string, Act>> = {
  invoice,
  discounted,
  payDues,
  payTooMuch,
  payFromAdvance,
  payAhead,
  credit,
  refund,
};
