import { z } from "zod";
import { instant, uuid } from "./common.ts";

/** Amounts are decimals as text, with all the digits of the organisation's currency ("1250.00", "-40.50"), which every answer that has
 *  amounts names in `currency` (ISO 4217). Nobody computes with them in floating point. What the client sends may leave digits out. */
const amount = z.string().regex(/^-?\d{1,12}(?:\.\d{1,4})?$/, "an amount such as 1250.00");
const positiveAmount = z
  .string()
  .regex(/^\d{1,12}(?:\.\d{1,4})?$/, "an amount such as 1250.00")
  .refine((text) => /[1-9]/.test(text), "more than nothing");
const percent = z.string().regex(/^\d{1,3}(?:\.\d{1,4})?$/, "a rate in percent such as 18 or 12.5");
const day = z.iso.date().refine((text) => text >= "1900" && text < "2200", "a day between 1900 and 2199");
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\r\n])*$/u, "letters, without control characters");
const version = z.number().int().positive();
/** A new UUID of the client's for each act: one that is sent again is answered as it was done, and not done twice. */
const requestId = uuid;
const currency = z.string().regex(/^[A-Z]{3}$/);

/** `GET /api/billing/settings` — answers `billingSettings`. `PUT /api/billing/settings` (permission `policies.manage`) — takes and answers it;
 *  422 `billing/unsuitable`. Amounts in another currency aren't counted: change it before the first invoice. */
export const billingSettings = z.object({
  /** ISO 4217, such as INR. */
  currency,
  /** How many digits the currency's amounts have after the point. Given by the server. */
  digits: z.number().int().optional(),
  taxes: z.array(z.object({ code: z.string().regex(/^[A-Za-z0-9-]{1,20}$/), name: words(60), percent })).max(20),
  /** The beginning of a branch's numbers, "DUB" of DUB-2026-000123. Branches that aren't here share "MAIN". */
  prefixes: z.array(z.object({ branchId: uuid, prefix: z.string().regex(/^[A-Z0-9]{1,8}$/) })).max(200),
  /** The largest discount of a line that needs nobody else's approval. */
  discountLimitPercent: percent,
  /** With more dues than this, a session of a package takes a reason; null: never. */
  duesLimit: amount.nullable(),
});
export type BillingSettings = z.infer<typeof billingSettings>;

/** An entry of the price list. */
export const price = z.object({
  id: uuid,
  version,
  code: z.string(),
  name: z.string(),
  amount,
  /** Codes of `billingSettings.taxes`, added to the amount. */
  taxCodes: z.array(z.string()),
  active: z.boolean(),
  /** The kind of appointment that it is the price of. */
  kindId: uuid.optional(),
});
export type Price = z.infer<typeof price>;
/** `GET /api/billing/prices` — `priceList`, by name, those that are no longer offered too.
 *  `POST /api/billing/prices` — 201 `price`. `PUT /api/billing/prices/:id` — answers `price`; what was invoiced keeps its price.
 *  409 `billing/changed-meanwhile`, 422 `billing/unsuitable`. */
export const priceList = z.object({
  currency,
  prices: z.array(price),
  /** What the caller may do in billing. */
  may: z.object({
    bill: z.boolean(),
    configure: z.boolean(),
    approveDiscounts: z.boolean(),
    approveRefunds: z.boolean(),
    cashUp: z.boolean(),
  }),
});
export type PriceList = z.infer<typeof priceList>;
export const newPrice = z.object({
  code: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, "letters, digits, points and dashes"),
  name: words(120),
  amount: positiveAmount,
  taxCodes: z.array(z.string()).max(5).default([]),
  active: z.boolean().default(true),
  kindId: uuid.optional(),
});
export type NewPrice = z.input<typeof newPrice>;
export const changedPrice = newPrice.extend({ version });
export type ChangedPrice = z.input<typeof changedPrice>;

/** `balanced`: paid in full; `cancelled`: credited in full; `discarded`: a draft that came to nothing. */
export const invoiceState = z.enum(["draft", "issued", "balanced", "cancelled", "discarded"]);
export type InvoiceState = z.infer<typeof invoiceState>;

export const invoiceLine = z.object({
  text: z.string(),
  quantity: z.number().int().positive(),
  /** Price × quantity; less the discount; plus the taxes; together. */
  base: amount,
  discount: amount,
  taxes: z.array(z.object({ code: z.string(), amount })),
  total: amount,
});
export const invoice = z.object({
  id: uuid,
  version,
  kind: z.enum(["invoice", "credit-note"]),
  /** "DUB-2026-000123"; absent of a draft. */
  number: z.string().optional(),
  state: invoiceState,
  patientId: uuid,
  branchId: uuid.optional(),
  date: instant.optional(),
  currency,
  lines: z.array(invoiceLine),
  net: amount,
  tax: amount,
  /** Of a credit note: negative. */
  total: amount,
  /** What is still to pay, after payments and credit notes. */
  open: amount,
  /** Of a credit note: the invoice that it credits. */
  creditsId: uuid.optional(),
  reason: z.string().optional(),
  /** Of a draft: its discount is beyond the limit, so that somebody else than its drafter has to issue it. */
  needsApproval: z.boolean(),
  may: z.array(z.enum(["issue", "discard", "pay", "credit"])),
});
export type Invoice = z.infer<typeof invoice>;

const lineWish = z.object({
  priceId: uuid,
  quantity: z.number().int().min(1).max(999).default(1),
  discount: z.union([z.object({ percent }), z.object({ amount: positiveAmount })]).optional(),
  /** What it was done at. */
  appointmentId: uuid.optional(),
});
/** `POST /api/billing/invoices` — 201 `invoice`; 200 with the same one for a `requestId` that was answered before. With `issue` it is issued
 *  at once, unless a discount needs approval: then it stays a draft (`needsApproval`).
 *  404 `billing/unknown-price`, `billing/unknown-branch`; 422 `billing/unsuitable`, `chart/unknown-patient`; 409 `billing/refused`.
 *  `GET /api/billing/invoices/:id` — `invoice`; 404 `billing/unknown`. */
export const newInvoice = z.object({
  requestId,
  patientId: uuid,
  branchId: uuid,
  lines: z.array(lineWish).min(1).max(60),
  issue: z.boolean().default(true),
});
export type NewInvoice = z.input<typeof newInvoice>;

/** `POST /api/billing/invoices/:id/issue` and `/discard` — answer `invoice`. 409 `billing/changed-meanwhile`, `billing/needs-approval`,
 *  `billing/refused` (an illegal step, in words). A resend is answered as done. */
export const actOnInvoice = z.object({ version });

/** `POST /api/billing/invoices/:id/credit` — 201 `invoice` (the credit note); 200 for a known `requestId`. Whole lines of it, by their places
 *  from 0; without them, all that isn't credited yet. What was paid on it is the patient's credit then. 409 `billing/refused`. */
export const newCreditNote = z.object({
  requestId,
  reason: words(300),
  lines: z.array(z.number().int().nonnegative()).min(1).max(60).optional(),
});
export type NewCreditNote = z.input<typeof newCreditNote>;

/** `advance` takes from what the patient has paid in advance, or was credited: no new money. */
export const paymentMethod = z.enum(["cash", "card-terminal", "upi", "cheque", "online", "transfer", "advance"]);
export type PaymentMethod = z.infer<typeof paymentMethod>;
const part = z.object({
  method: paymentMethod,
  amount: positiveAmount,
  /** The other side's own number: of a cheque, a terminal's slip, a transfer. Never a card's number. */
  reference: words(60).optional(),
});
const allocation = z.object({ invoiceId: uuid, amount: positiveAmount });

/** One receipt: money that came in or, of a refund, went out. It never changes. */
export const payment = z.object({
  id: uuid,
  version,
  kind: z.enum(["payment", "refund"]),
  /** Of the receipt; absent of a refund that nobody has approved. */
  number: z.string().optional(),
  state: z.enum(["requested", "done", "refused"]),
  patientId: uuid,
  branchId: uuid.optional(),
  created: instant,
  currency,
  amount,
  parts: z.array(z.object({ method: paymentMethod, amount, reference: z.string().optional() })),
  allocations: z.array(z.object({ invoiceId: uuid, amount })),
  reason: z.string().optional(),
  may: z.array(z.enum(["approve", "refuse"])),
});
export type Payment = z.infer<typeof payment>;

/** `POST /api/billing/payments` — 201 `tookPayment`; 200 for a known `requestId`. Without `allocations` the oldest dues are paid first; what
 *  is more than due stays as an advance. 409 `billing/refused` (more to an invoice than is open, an advance that isn't there, a day that
 *  is cashed up), 422 `billing/unsuitable`. */
export const newPayment = z.object({
  requestId,
  patientId: uuid,
  branchId: uuid,
  parts: z.array(part).min(1).max(8),
  allocations: z.array(allocation).max(60).optional(),
});
export type NewPayment = z.input<typeof newPayment>;
export const tookPayment = z.object({
  payment,
  /** Those that it went to, as they are now. */
  invoices: z.array(invoice),
  /** What of it is an advance. */
  advance: amount,
});
export type TookPayment = z.infer<typeof tookPayment>;

/** `POST /api/billing/refunds` — 201 `payment` in the state requested; 200 for a known `requestId`. Somebody else, with `refunds.approve`, does
 *  `POST /api/billing/refunds/:id/approve` (it is given a number, and the money may go) or `/refuse`: both answer `payment`.
 *  409 `billing/refused` (more than the patient's credit, one's own refund), `billing/changed-meanwhile`. */
export const newRefund = z.object({
  requestId,
  patientId: uuid,
  branchId: uuid,
  method: paymentMethod.exclude(["advance"]),
  amount: positiveAmount,
  reason: words(300),
});
export type NewRefund = z.input<typeof newRefund>;
export const actOnRefund = z.object({ version });

/** `daily`: sessions that are paid for one by one; `advance`: paid for at once; `package`: a bundle at a rate of its own. */
export const packageKind = z.enum(["daily", "advance", "package"]);
export const carePackage = z.object({
  id: uuid,
  version,
  kind: packageKind,
  name: z.string(),
  patientId: uuid,
  sessions: z.number().int().nonnegative(),
  used: z.number().int().nonnegative(),
  left: z.number().int().nonnegative(),
  state: z.enum(["active", "frozen", "ended"]),
  until: day.optional(),
  invoiceId: uuid.optional(),
  /** Sessions that were used, latest first. */
  attended: z.array(
    z.object({ id: uuid, version, ordinal: z.number().int().positive(), at: instant, appointmentId: uuid.optional() }),
  ),
  may: z.array(z.enum(["use", "undo", "freeze", "unfreeze", "transfer"])),
});
export type CarePackage = z.infer<typeof carePackage>;

/** `POST /api/billing/packages` — 201 `soldPackage`; 200 for a known `requestId`. `price` is that of all its sessions together; the invoice
 *  stays a draft where a discount needs approval. `GET /api/billing/packages?patient=` — `packageList`, active ones first. */
export const newPackage = z.object({
  requestId,
  patientId: uuid,
  branchId: uuid,
  kind: packageKind,
  name: words(120),
  sessions: z.number().int().min(1).max(500),
  line: lineWish.omit({ appointmentId: true }),
  until: day.optional(),
});
export type NewPackage = z.input<typeof newPackage>;
export const soldPackage = z.object({ package: carePackage, invoice });
export type SoldPackage = z.infer<typeof soldPackage>;
export const packagesQuery = z.object({ patient: uuid });
export const packageList = z.object({ packages: z.array(carePackage) });
export type PackageList = z.infer<typeof packageList>;

/** `POST /api/billing/packages/:id/sessions` — 201 `carePackage`; 200 for a known `requestId`. 409 `billing/refused` (none left, frozen, over),
 *  409 `billing/needs-reason` (dues beyond the limit: send it again with `override`).
 *  `POST /api/billing/packages/:id/sessions/:session/undo` — `carePackage`. */
export const useSession = z.object({
  requestId,
  appointmentId: uuid.optional(),
  override: z.object({ reason: words(300) }).optional(),
});
export type UseSession = z.input<typeof useSession>;
export const undoSession = z.object({ version });
/** `POST /api/billing/packages/:id/freeze` and `/unfreeze` — answer `carePackage`. 409 `billing/changed-meanwhile`. */
export const actOnPackage = z.object({ version });
/** `POST /api/billing/packages/:id/transfer` — sessions that are left become another patient's: 201 with `transferred`. */
export const transferSessions = z.object({
  requestId,
  version,
  toPatientId: uuid,
  sessions: z.number().int().min(1).max(500),
});
export type TransferSessions = z.input<typeof transferSessions>;
export const transferred = z.object({ from: carePackage, to: carePackage });
export type Transferred = z.infer<typeof transferred>;

/** `GET /api/billing/statement?patient=` — all that was invoiced, credited, paid and given back, oldest first. */
export const statementQuery = z.object({ patient: uuid });
export const statement = z.object({
  currency,
  patientId: uuid,
  entries: z.array(
    z.object({
      kind: z.enum(["invoice", "credit-note", "payment", "refund"]),
      id: uuid,
      number: z.string().optional(),
      at: instant,
      /** What it adds to the dues: positive of an invoice, negative of a payment. */
      amount,
      /** Dues after it; negative: the patient's credit. */
      balance: amount,
    }),
  ),
  /** What is open on invoices, what the patient has in advance, and the first less the second. */
  due: amount,
  advance: amount,
  balance: amount,
  drafts: z.array(invoice),
  open: z.array(invoice),
  refundsRequested: z.array(payment),
});
export type Statement = z.infer<typeof statement>;

/** `GET /api/billing/dues?branch=` — who owes what, and for how long, most first. Each patient's entry in the ledger says that they were shown. */
export const duesQuery = z.object({ branch: uuid.optional() });
export const duesList = z.object({
  currency,
  /** Days since the invoice: 0-30, 31-60, 61-90, more. */
  total: z.object({ d30: amount, d60: amount, d90: amount, more: amount, all: amount }),
  patients: z.array(
    z.object({
      patientId: uuid,
      name: z.string().optional(),
      d30: amount,
      d60: amount,
      d90: amount,
      more: amount,
      all: amount,
      oldest: instant,
    }),
  ),
});
export type DuesList = z.infer<typeof duesList>;

/** `GET /api/billing/cash-up?branch=&day=` (permission `cash-up`) — `cashUp`, open or locked. `POST /api/billing/cash-up` — 201 `cashUp`, locked: no
 *  payment or refund gets into that day any more. Where counted and expected differ, say why: 409 `billing/needs-reason`.
 *  409 `billing/refused` where it is locked. */
export const cashUpQuery = z.object({ branch: uuid, day });
export const cashUp = z.object({
  branchId: uuid,
  day,
  currency,
  state: z.enum(["open", "locked"]),
  methods: z.array(
    z.object({
      method: paymentMethod.exclude(["advance"]),
      expected: amount,
      counted: amount.optional(),
      difference: amount.optional(),
    }),
  ),
  explanation: z.string().optional(),
  receipts: z.number().int().nonnegative(),
});
export type CashUp = z.infer<typeof cashUp>;
export const newCashUp = z.object({
  requestId,
  branchId: uuid,
  day,
  counted: z.array(z.object({ method: paymentMethod.exclude(["advance"]), amount })).max(8),
  explanation: words(500).optional(),
});
export type NewCashUp = z.input<typeof newCashUp>;

/** `GET /api/billing/waiting?branch=` — what waits for somebody's word, oldest first. Each patient's entry in the ledger says that they were
 *  shown. */
export const billingWaitingQuery = z.object({ branch: uuid.optional() });
export const billingWaiting = z.object({
  currency,
  invoices: z.array(z.object({ invoice, name: z.string().optional() })),
  refunds: z.array(z.object({ payment, name: z.string().optional() })),
});
export type BillingWaiting = z.infer<typeof billingWaiting>;

/** `POST /api/billing/appointments/:id/settle` — what somebody came for goes into the books, once for each appointment: 201 `settledAppointment`,
 *  200 where it was done before. A session of a package that the patient has, of the one that ends first; else the price of the appointment's kind on
 *  an invoice. 409 `billing/needs-reason` (as of a session), 409 `billing/refused` (nobody came), 404 `billing/unknown-price` (no price
 *  is for its kind: make an invoice with `appointmentId`), 404 `billing/unknown`. */
export const settleAppointment = z.object({
  branchId: uuid,
  override: z.object({ reason: words(300) }).optional(),
});
export type SettleAppointment = z.input<typeof settleAppointment>;
export const settledAppointment = z.discriminatedUnion("did", [
  z.object({ did: z.literal("session"), isNew: z.boolean(), package: carePackage }),
  z.object({ did: z.literal("charge"), isNew: z.boolean(), invoice }),
]);
export type SettledAppointment = z.infer<typeof settledAppointment>;

/** `POST /api/billing/invoices/:id/print`, `POST /api/billing/payments/:id/print` — a tagged PDF, numbered, with a verification code; in the ledger.
 *  The first is the original, all others say that they are copies: `x-wardbook-copy` is `yes` or `no`. 409 `billing/refused` of a draft.
 *  `POST /api/billing/papers/check` — whether a paper that somebody holds is one of ours: answers `checkedPaper`; 404 `billing/unknown`
 *  where nothing bears both number and code. */
export const checkPaper = z.object({ number: words(40), code: words(40) });
export const checkedPaper = z.object({ kind: z.enum(["invoice", "payment"]), id: uuid, patientId: uuid });
export type CheckedPaper = z.infer<typeof checkedPaper>;
