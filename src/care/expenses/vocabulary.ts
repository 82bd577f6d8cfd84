/** Where everything of our own in vouchers is found: docs/expenses.md lists them. */
const base = "urn:wardbook:expenses:";

/** `Contract.instantiatesUri`: which of ours it is. Another contract is none of expenses' business. */
export const kindUri = {
  /** Money that the organisation spent, or is about to. */
  voucher: `${base}voucher`,
  /** A picture or a PDF of what was received for it: `legallyBindingAttachment`. A voucher names it in `supportingInfo`. */
  receipt: `${base}receipt`,
} as const;

/**
 * Of a voucher, R4 has: `identifier`, `status`, `issued` (when it was submitted, and from its approval on when that was), `applies.start`
 * (the day of the receipt), `domain` (the branch), `title` (what for), `subType` (the category) and `supportingInfo` (its receipts).
 * The rest is in these.
 */
export const extensionUrl = {
  /** What it comes to, tax included, and how much of that is tax: valueMoney. */
  amount: `${base}amount`,
  tax: `${base}tax`,
  /** To whom the money goes, valueString. */
  payee: `${base}payee`,
  /** Acts, each the server's to give: `by` (an account's id) and `name` valueString, `at` valueInstant. */
  drafted: `${base}drafted`,
  submitted: `${base}submitted`,
  /** With `how` valueCode (`budget`: nobody had to; `person`), `reason` valueString. */
  decided: `${base}decided`,
  /** With `method` valueCode (`till`, `bank`), `day` valueDate, `reference` valueString. */
  paid: `${base}paid`,
  /** With `reason` valueString; `day` valueDate where money came back that had been paid. */
  voided: `${base}voided`,
} as const;

/** Extensions that say who did what. */
export const actUrls: ReadonlySet<string> = new Set([
  extensionUrl.drafted,
  extensionUrl.submitted,
  extensionUrl.decided,
  extensionUrl.paid,
  extensionUrl.voided,
]);

export const codeSystem = {
  /** Of `Contract.subType`: codes of the settings' categories. */
  category: `${base}category`,
} as const;

export const identifierSystem = {
  /** The client's own number of a voucher. */
  request: `${base}request`,
  /** "DUB-E-2026-000123", without gaps, from its submission on. The server's to give. */
  voucher: `${base}voucher-number`,
  /** "<branch>/2026-03-07": the branch and day whose till paid it, or got it back. The server's to give. */
  tillPaid: `${base}till-paid`,
  tillReturned: `${base}till-returned`,
} as const;

export const ourIdentifiers: ReadonlySet<string> = new Set([
  identifierSystem.voucher,
  identifierSystem.tillPaid,
  identifierSystem.tillReturned,
]);
