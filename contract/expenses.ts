import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** Amounts are decimals as text, as in billing, in the currency of billing's settings. */
const amount = z.string().regex(/^\d{1,12}(?:\.\d{1,4})?$/, "an amount such as 1250.00");
const signedAmount = z.string().regex(/^-?\d{1,12}(?:\.\d{1,4})?$/);
const positiveAmount = amount.refine((text) => /[1-9]/.test(text), "more than nothing");
const day = z.iso.date().refine((text) => text >= "1900" && text < "2200", "a day between 1900 and 2199");
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "letters on one line");
const version = z.number().int().positive();
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "lower-case letters, digits and dashes");

/** `GET /api/expenses/settings` (permission `expenses.read` or `expenses.submit`) — answers `expenseSettings`.
 *  `PUT /api/expenses/settings` (permission `policies.manage`) — takes and answers it; 422 `expenses/unsuitable`. */
export const expenseSettings = z.strictObject({
  /** ISO 4217, of billing. Given by the server. */
  currency: z.string().optional(),
  categories: z.array(z.strictObject({ code, name: words(60) })).max(60),
  budgets: z
    .array(
      z.strictObject({
        branchId: uuid,
        /** What may be spent in a day without anybody's approval, all vouchers together. A branch without a budget: nothing. */
        day: amount,
        /** The same of a calendar month; null: the days' limits are enough. */
        month: amount.nullable(),
      }),
    )
    .max(200),
});
export type ExpenseSettings = z.infer<typeof expenseSettings>;

export const voucherState = z.enum(["draft", "submitted", "approved", "rejected", "paid", "voided"]);
export type VoucherState = z.infer<typeof voucherState>;
export const paidFrom = z.enum(["till", "bank"]);
export type PaidFrom = z.infer<typeof paidFrom>;

const act = z.object({ name: z.string().optional(), at: instant.optional(), reason: z.string().optional() });

export const voucher = z.object({
  id: uuid,
  version,
  /** "DUB-E-2026-000123", from its submission on. */
  number: z.string().optional(),
  state: voucherState,
  branchId: uuid.optional(),
  category: z.string().optional(),
  /** What for, and to whom the money goes. */
  title: z.string().optional(),
  payee: z.string().optional(),
  /** Tax included. */
  amount: amount.optional(),
  tax: amount.optional(),
  currency: z.string(),
  /** Of the receipt. */
  date: day.optional(),
  receipts: z.array(uuid),
  drafted: act.optional(),
  submitted: act.optional(),
  /** `budget`: there was room, so nobody had to. */
  decided: act.extend({ how: z.enum(["budget", "person"]) }).optional(),
  paid: act.extend({ method: paidFrom.optional(), day: day.optional(), reference: z.string().optional() }).optional(),
  /** With a day where money came back that had been paid. */
  voided: act.extend({ day: day.optional() }).optional(),
  may: z.array(z.enum(["edit", "submit", "approve", "reject", "pay-till", "pay-bank", "void"])),
});
export type Voucher = z.infer<typeof voucher>;

/** `GET /api/expenses/vouchers?branch=&state=&category=&from=&to=` (permission `expenses.read`) — `voucherList`, newest first, drafts of others
 *  left out. `state` may be several, with commas between. `from` and `to` are of the day on the receipt.
 *  `GET /api/expenses/vouchers/:id` — `voucher`; 404 `expenses/unknown`. */
export const vouchersQuery = z.strictObject({
  branch: uuid.optional(),
  state: z
    .string()
    .max(80)
    .transform((text) => text.split(","))
    .pipe(z.array(voucherState))
    .optional(),
  category: code.optional(),
  from: day.optional(),
  to: day.optional(),
});
export type VouchersQuery = z.infer<typeof vouchersQuery>;
export const voucherList = z.object({
  currency: z.string(),
  vouchers: z.array(voucher),
  /** There are others, written before these: a shorter stretch of days or one state finds them. */
  more: z.boolean(),
  /** Of those that are shown: what is approved or paid, and what waits for somebody. */
  spent: amount,
  waiting: amount,
  /** Of the branch that was asked for: what its vouchers come to today and this month, as far as the caller sees them, and what may be
   *  spent without approval. */
  budget: z
    .object({ day: amount, month: amount, dayLimit: amount, monthLimit: amount.nullable(), dayLeft: signedAmount })
    .optional(),
  may: z.object({ submit: z.boolean(), approve: z.boolean(), configure: z.boolean() }),
});
export type VoucherList = z.infer<typeof voucherList>;

const content = {
  branchId: uuid,
  category: code,
  title: words(200),
  payee: words(120),
  amount: positiveAmount,
  tax: amount.default("0"),
  date: day,
  receiptIds: z.array(uuid).max(8).default([]),
  /** Submits it at once; else it is a draft. */
  submit: z.boolean().default(false),
};
/** `POST /api/expenses/vouchers` (permission `expenses.submit`) — 201 `voucher`; 200 for a `requestId` that was answered before.
 *  `PUT /api/expenses/vouchers/:id` — a draft, written anew: `voucher`. 409 `expenses/changed-meanwhile`, `expenses/refused`;
 *  404 `expenses/unknown-branch`; 422 `expenses/unsuitable`, `expenses/card-number`. */
export const newVoucher = z.strictObject({ requestId: uuid, ...content });
export type NewVoucher = z.input<typeof newVoucher>;
export const changedVoucher = z.strictObject({ version, ...content });
export type ChangedVoucher = z.input<typeof changedVoucher>;

/** `POST /api/expenses/vouchers/:id/submit`, `/approve`, `/reject`, `/pay` and `/void` — answer `voucher`. A resend is answered as done.
 *  409 `expenses/changed-meanwhile`, `expenses/refused` (an illegal step, one's own voucher, a day that is cashed up). */
export const actOnVoucher = z.object({ version });
export const decideVoucher = z.object({ version, reason: words(300).optional() });
export const endVoucher = z.object({ version, reason: words(300).optional() });
export const payVoucher = z.object({ version, method: paidFrom, reference: words(60).optional() });
export type PayVoucher = z.infer<typeof payVoucher>;

/** `POST /api/expenses/receipts?title=` (permission `expenses.submit`) — takes the file as it is (JPEG, PNG or PDF, at most 3 MiB), 201 `expenseReceipt`.
 *  413 or 415 where it is too large or something else. `GET /api/expenses/receipts/:id` — the file. */
export const expenseReceiptQuery = z.strictObject({
  title: words(120).default("Receipt"),
  /** The branch that it is of: whoever is held to sites sees, and keeps, those of their own alone. */
  branchId: uuid.optional(),
});
export const expenseReceipt = z.object({ id: uuid, contentType: z.string(), title: z.string() });
export type ExpenseReceipt = z.infer<typeof expenseReceipt>;
