/** States of a voucher, by `Contract.status`. */
export const stateByStatus = {
  negotiable: "draft",
  offered: "submitted",
  executable: "approved",
  rejected: "rejected",
  executed: "paid",
  revoked: "voided",
} as const;
export type VoucherStatus = keyof typeof stateByStatus;
export type VoucherState = (typeof stateByStatus)[VoucherStatus];

export const statusByState: Readonly<Record<VoucherState, VoucherStatus>> = {
  draft: "negotiable",
  submitted: "offered",
  approved: "executable",
  rejected: "rejected",
  paid: "executed",
  voided: "revoked",
};

/** What may follow on what. Only the server makes a voucher approved as it is submitted: where the budget has room. */
export const voucherMachine: Readonly<Record<VoucherState, readonly VoucherState[]>> = {
  draft: ["submitted", "voided"],
  submitted: ["approved", "rejected", "voided"],
  approved: ["paid", "voided"],
  rejected: [],
  paid: ["voided"],
  voided: [],
};
export const beginnings: readonly VoucherState[] = ["draft", "submitted"];

/** Whether its money counts against the budget. */
export function isSpent(state: VoucherState): boolean {
  return state === "approved" || state === "paid";
}

/** Why it can't become that; undefined where it may. */
export function refusalOf(from: VoucherState | undefined, to: VoucherState): string | undefined {
  if (from === undefined)
    return beginnings.includes(to) ? undefined : `a voucher begins as ${beginnings.join(" or ")}, not as ${to}`;
  if (from === to || voucherMachine[from].includes(to)) return undefined;
  const next = voucherMachine[from];
  const follows = next.length === 0 ? "nothing follows on that" : `it can become ${next.join(", ")}`;
  return `it is ${from}, so it can't become ${to}: ${follows}`;
}
