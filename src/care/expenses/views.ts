import { type Currency, amountText } from "../../foundation/money/index.ts";
import { type Found } from "../../custody/chart/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { VoucherState } from "./states.ts";
import { type Act, type Voucher, voucherOf } from "./voucher.ts";

const acts = ["edit", "submit", "approve", "reject", "pay-till", "pay-bank", "void"] as const;
export type VoucherAct = (typeof acts)[number];

/** What the caller may do with it next, as the rule will have it. */
export function mayDo({ id, permissions }: Pick<Caller, "id" | "permissions">, voucher: Voucher): VoucherAct[] {
  const [submits, approves] = [permissions.has("expenses.submit"), permissions.has("expenses.approve")];
  const isMine = (act: Act | undefined) => act?.by === id;
  const byState: Readonly<Record<VoucherState, readonly VoucherAct[]>> = {
    draft: submits && isMine(voucher.drafted) ? ["edit", "submit", "void"] : [],
    submitted: [
      ...(approves && !isMine(voucher.submitted) ? (["approve", "reject"] as const) : []),
      ...(approves || isMine(voucher.submitted) ? (["void"] as const) : []),
    ],
    approved: [
      ...(submits ? (["pay-till"] as const) : []),
      ...(approves ? (["pay-bank"] as const) : []),
      ...(approves || isMine(voucher.submitted) ? (["void"] as const) : []),
    ],
    rejected: [],
    paid: approves && !isMine(voucher.paid) ? ["void"] : [],
    voided: [],
  };
  return [...byState[voucher.state]];
}

function shownAct(act: Act | undefined) {
  return act === undefined ? undefined : { name: act.name, at: instantOf(act.at), reason: act.reason };
}

function instantOf(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** A voucher as the caller sees it; undefined of what is none. */
export function voucherView({ id, version, resource }: Found, caller: Caller, currency: Currency) {
  const found = voucherOf(resource, currency);
  if (found === undefined) return undefined;
  const say = (amount: bigint | undefined) => (amount === undefined ? undefined : amountText(amount, currency.digits));
  const { decided, paid, voided } = found;
  return {
    id,
    version,
    number: found.number,
    state: found.state,
    branchId: found.branch,
    category: found.category,
    title: found.title,
    payee: found.payee,
    amount: say(found.amount),
    tax: say(found.tax),
    currency: currency.currency,
    date: found.date?.slice(0, 10),
    receipts: found.receipts,
    drafted: shownAct(found.drafted),
    submitted: shownAct(found.submitted),
    decided: decided === undefined ? undefined : { ...shownAct(decided), how: decided.how },
    paid:
      paid === undefined
        ? undefined
        : { ...shownAct(paid), method: paid.method, day: paid.day, reference: paid.reference },
    voided: voided === undefined ? undefined : { ...shownAct(voided), day: voided.day },
    may: mayDo(caller, found),
  };
}
export type VoucherView = NonNullable<ReturnType<typeof voucherView>>;
