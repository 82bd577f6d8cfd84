import { z } from "zod";
import { instant, uuid } from "./common.ts";

// Nothing here takes a card's number, a name that stands on one, or its code: whoever sends one is refused (422 `payments/card-number`).
const amount = z.string().regex(/^\d{1,12}(?:\.\d{1,4})?$/, "an amount such as 1250.00");
const positiveAmount = amount.refine((text) => /[1-9]/.test(text), "more than nothing");
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "letters on one line");

/** `GET /api/payments/standing` — whether the caller's organisation is paid online, for whoever may read invoices. */
export const onlineStanding = z.object({
  isOn: z.boolean(),
  /** Whose pages people pay on: "Stripe". */
  provider: z.string().optional(),
  may: z.object({ ask: z.boolean(), refund: z.boolean() }),
});
export type OnlineStanding = z.infer<typeof onlineStanding>;

/** `GET /api/payments/settings` and `PUT` (permission `policies.manage`): the organisation's words on the provider's page, the same for every patient. */
export const onlineSettings = z.strictObject({ words: words(60) });
export type OnlineSettings = z.infer<typeof onlineSettings>;

/** Of payments: `asked` (there is no page yet), `open` (somebody may pay), `pending` (the payer's bank works on it), `paid`, `expired`, `cancelled`,
 *  `mismatch` (what came isn't what was asked: nobody booked it). Of refunds: `requested` (nobody has approved), `sending`, `returned`, `failed`. */
export const onlineState = z.enum([
  "asked",
  "open",
  "pending",
  "paid",
  "expired",
  "cancelled",
  "mismatch",
  "requested",
  "sending",
  "returned",
  "failed",
]);
export type OnlineState = z.infer<typeof onlineState>;

export const onlinePayment = z.object({
  id: uuid,
  kind: z.enum(["payment", "refund"]),
  state: onlineState,
  patientId: uuid,
  branchId: uuid.optional(),
  amount,
  currency: z.string(),
  created: instant,
  /** Of the receipt, once there is one. */
  number: z.string().optional(),
  /** The provider's page, while somebody may pay there; and until when. */
  link: z.url().optional(),
  expires: instant.optional(),
  invoiceIds: z.array(uuid),
  /** Of a refund: the payment that it goes back on. */
  paymentId: uuid.optional(),
  /** Why a refund failed, in the provider's word. */
  why: z.string().optional(),
  /** Somebody disputes the payment with their bank: how it stands, in the provider's words. */
  dispute: z.object({ state: z.string(), reason: z.string() }).optional(),
  may: z.array(z.enum(["open", "look", "withdraw", "refund"])),
});
export type OnlinePayment = z.infer<typeof onlinePayment>;

/** `GET /api/payments/online?patient=` — newest first, as far as the caller sees the patient's payments; 404 `payments/unknown`. */
export const onlineQuery = z.strictObject({ patient: uuid });
export const onlineList = z.object({ payments: z.array(onlinePayment) });
export type OnlineList = z.infer<typeof onlineList>;

/** `POST /api/payments/online` — 201 `onlinePayment` with its link, the same for a `requestId` that was answered before. Without `invoiceIds` all that is
 *  open. With an `amount` an advance, or a part: by who takes payments; a patient pays their own invoices whole. 404 `payments/off`, 422
 *  `payments/unsuitable`, `payments/currency`; 503 `payments/provider-unavailable`: nothing is lost, send it again, or take the money another way.
 *  `POST /api/payments/online/:id/look` — asks the provider. `POST /api/payments/online/:id/withdraw` — takes the page away. Both `onlinePayment`. */
export const newOnlinePayment = z.strictObject({
  requestId: uuid,
  patientId: uuid,
  invoiceIds: z.array(uuid).min(1).max(60).optional(),
  amount: positiveAmount.optional(),
  branchId: uuid.optional(),
});
export type NewOnlinePayment = z.input<typeof newOnlinePayment>;

/** `POST /api/payments/refunds` — 201 `onlinePayment` of a refund that is requested. Somebody else approves it by billing's routes; then it is sent
 *  to the provider. 409 `payments/refused` where more would go back than came. */
export const newOnlineRefund = z.strictObject({
  requestId: uuid,
  paymentId: uuid,
  amount: positiveAmount,
  reason: words(300),
});
export type NewOnlineRefund = z.input<typeof newOnlineRefund>;

// `POST /api/payments/notices/stripe` — what the provider sends by itself, signed in `stripe-signature`. 204; 400 `payments/not-signed`; 503 where it is to be
// sent again. It names a payment, and nothing of what it says is believed: the provider is asked.
