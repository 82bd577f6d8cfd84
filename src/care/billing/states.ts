/** What may follow on what. A state that isn't a key can't be had. */
export type Machine = Readonly<Record<string, readonly string[]>>;

/** `Invoice.status`. An issued invoice is only ever paid, or credited: nothing about it is unsaid. */
export const invoiceMachine: Machine = {
  draft: ["issued", "entered-in-error"],
  issued: ["balanced", "cancelled"],
  balanced: ["cancelled"],
  cancelled: [],
  "entered-in-error": [],
};

/** `PaymentNotice.status`. What was received is given back, not unsaid; a draft is a refund that was asked for. */
export const paymentMachine: Machine = {
  draft: ["active", "cancelled", "entered-in-error"],
  active: [],
  cancelled: [],
  "entered-in-error": [],
};

/** `ChargeItem.status`. A session of a package is `not-billable`: the package was billed. */
export const chargeMachine: Machine = {
  planned: ["billable", "not-billable", "aborted", "entered-in-error"],
  billable: ["planned", "billed", "not-billable", "aborted", "entered-in-error"],
  "not-billable": ["billable", "entered-in-error"],
  billed: [],
  aborted: ["entered-in-error"],
  unknown: ["planned", "billable", "not-billable", "aborted", "entered-in-error"],
  "entered-in-error": [],
};

/** `Account.status`. `on-hold`: a package that is frozen. */
export const accountMachine: Machine = {
  active: ["on-hold", "inactive", "entered-in-error"],
  "on-hold": ["active", "inactive", "entered-in-error"],
  inactive: ["active"],
  unknown: ["active", "inactive", "entered-in-error"],
  "entered-in-error": [],
};

/** `PaymentReconciliation.status`: a day that is cashed up stays so. */
export const cashUpMachine: Machine = { active: [], draft: [], cancelled: [], "entered-in-error": [] };

/** In which states something may come to be. */
export const beginnings = {
  Invoice: ["draft", "issued"],
  PaymentNotice: ["draft", "active"],
  ChargeItem: ["planned", "billable", "billed", "not-billable"],
  Account: ["active"],
  PaymentReconciliation: ["active"],
} as const;

/** Why it can't become that; undefined where it may. */
export function refusalOf(
  machine: Machine,
  from: string | undefined,
  to: string,
  first: readonly string[],
): string | undefined {
  if (from === undefined) return first.includes(to) ? undefined : `it begins as ${first.join(" or ")}, not as ${to}`;
  if (from === to) return undefined;
  const next = machine[from] ?? [];
  if (next.includes(to)) return undefined;
  return `it is ${from}, so it can't become ${to}: ${next.length === 0 ? "nothing follows on that" : `it can become ${next.join(", ")}`}`;
}
