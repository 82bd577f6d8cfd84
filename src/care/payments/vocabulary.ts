/** Where everything of online payment stands in a PaymentNotice: docs/online-payment.md lists them. */
const base = "urn:wardbook:payments:";

export const extensionUrl = {
  /** What the provider says of it, each the server's to give: `state` valueCode; `session`, `link`, `intent`, `refund`, `why` valueString;
   *  `expires` valueInstant; `dispute`, `disputed` valueString. Whoever creates a draft with it asks for a payment online. */
  online: `${base}online`,
  /** An invoice that it was asked for, valueReference. */
  wanted: `${base}wanted`,
  /** Of a refund: the payment that it goes back on, valueReference. */
  refundOf: `${base}refund-of`,
} as const;

export const identifierSystem = {
  /** All that the provider is told of whom it is about: a random UUID. The server's to give. */
  reference: `${base}reference`,
  /** The provider's name of a payment that came. The server's to give. */
  intent: `${base}intent`,
  /** Of a refund: the id of the payment that it goes back on. The server's to give. */
  refunds: `${base}refunds`,
} as const;

export const ourIdentifiers: ReadonlySet<string> = new Set(Object.values(identifierSystem));

/** Of `PaymentNotice.paymentStatus`: `waiting` while something is to be asked of the provider, or done there. Gone once it is settled. */
export const stepSystem = `${base}step`;
export const waiting = "waiting";

/**
 * `asked`: nobody has a link yet. `open`: somebody may pay. `pending`: the payer's bank works on it. `paid`, `expired`, `cancelled`: settled.
 * `mismatch`: what came isn't what was asked; nobody booked it. Of refunds: `requested`, `sending`, `returned`, `failed`.
 */
export const onlineStates = [
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
] as const;
export type OnlineState = (typeof onlineStates)[number];
