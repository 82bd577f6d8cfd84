/** Where everything of our own in records of billing is found: docs/billing.md lists them. */
const base = "urn:wardbook:billing:";

export const extensionUrl = {
  /** PaymentNotice: whose payment it is, valueReference to a Patient. R4 has no element for it. */
  patient: `${base}patient`,
  /** PaymentNotice: the branch's Location, valueReference. Invoice and PaymentReconciliation too. */
  branch: `${base}branch`,
  /** PaymentNotice: one method's part of it: `method` valueCode, `amount` valueMoney, `reference` valueString. */
  part: `${base}part`,
  /** PaymentNotice: what of it goes to an invoice: `invoice` valueReference, `amount` valueMoney. */
  allocation: `${base}allocation`,
  /** PaymentNotice: "refund" of money that goes out, valueCode. */
  kind: `${base}kind`,
  /** Why: of a credit note or a refund, valueString; of a session that was used although there were dues. */
  reason: `${base}reason`,
  /** Who wrote the draft last, and who approved it: ids of accounts, valueString. The server's to give. */
  draftedBy: `${base}drafted-by`,
  approvedBy: `${base}approved-by`,
  /** The app through which the draft was written, valueString. The server's to give. */
  draftedThrough: `${base}drafted-through`,
  /** Who wrote the draft before its last writer, each once, separated by spaces and with "|" before the app, valueString. The server's to give. */
  draftedBefore: `${base}drafted-before`,
  /** Invoice: `true` where a base price isn't the price list's, valueBoolean: it is issued as a discount beyond the limit is. The server's to
   *  give. */
  offList: `${base}off-list`,
  /** Invoice: the one that this credit note credits, valueReference. */
  credits: `${base}credits`,
  /** Account: of a package: how many sessions it has, valuePositiveInt; whether it is a daily one, …; its invoice, valueReference. */
  sessions: `${base}sessions`,
  packageKind: `${base}package-kind`,
  invoice: `${base}invoice`,
  /** Account: the package that its sessions were another patient's in, valueReference. */
  transferredFrom: `${base}transferred-from`,
  /** ChargeItem: which session of its package it is, valuePositiveInt. The server's to give. */
  ordinal: `${base}session`,
  /** ChargeItem: what it was done at, valueReference: `service` names no appointment in R4. */
  appointment: `${base}appointment`,
  /** ChargeItemDefinition: the kind of appointment that it is the price of, valueReference to a HealthcareService. */
  kindOfAppointment: `${base}kind-of-appointment`,
  /** Invoice and PaymentNotice: when it was first printed, valueInstant. The server's to give. */
  printed: `${base}printed`,
  /** PaymentReconciliation: one method's count: `method` valueCode, `expected`, `counted` valueMoney. */
  counted: `${base}counted`,
} as const;

export const codeSystem = {
  /** Of Account.type: `patient`, `package`. */
  accountType: `${base}account-type`,
  /** Of Invoice.type: `invoice`, `credit-note`. */
  invoiceType: `${base}invoice-type`,
  /** Of ChargeItemDefinition.code and what is charged by it. */
  price: `${base}price`,
  tax: `${base}tax`,
} as const;

export const identifierSystem = {
  /** The client's own number of an act. */
  request: `${base}request`,
  /** Numbers without gaps. The server's to give. */
  invoice: `${base}invoice-number`,
  creditNote: `${base}credit-note-number`,
  receipt: `${base}receipt-number`,
  /** Branch and day of a cash-up, "<id>/2026-03-07". The server's to give. */
  cashUp: `${base}cash-up`,
} as const;

export const ourNumbers: ReadonlySet<string> = new Set([
  identifierSystem.invoice,
  identifierSystem.creditNote,
  identifierSystem.receipt,
]);

/** Where a number of ours stands that another installation gave. */
export function elsewhere(system: string): string {
  return `${system}:elsewhere`;
}
