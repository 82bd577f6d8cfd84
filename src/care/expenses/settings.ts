import { parseAmount } from "../../foundation/money/index.ts";

/** What an organisation decides about expenses. Amounts are texts in the currency of its billing. */
export interface ExpenseSettings {
  readonly categories: readonly { readonly code: string; readonly name: string }[];
  readonly budgets: readonly BranchBudget[];
}

export interface BranchBudget {
  readonly branchId: string;
  /** What may be spent in a day without anybody's approval, all vouchers together. */
  readonly day: string;
  /** The same of a calendar month; null: the days' limits are enough. */
  readonly month: string | null;
}

export const defaultSettings: ExpenseSettings = {
  categories: [
    { code: "consumables", name: "Consumables" },
    { code: "cleaning", name: "Cleaning and laundry" },
    { code: "repairs", name: "Repairs" },
    { code: "travel", name: "Travel" },
    { code: "utilities", name: "Utilities" },
    { code: "other", name: "Other" },
  ],
  budgets: [],
};

/** More digits than any currency has. */
const mostDigits = 4;

/** Where it is stored: see `Settings` of identity. */
export const expenseSettings = {
  key: "expenses",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): ExpenseSettings {
    if (stored === undefined) return defaultSettings;
    if (typeof stored !== "object" || stored === null) throw new RangeError("the settings are no object");
    const given = { ...defaultSettings, ...stored } as ExpenseSettings;
    const codes = given.categories.map(({ code }) => code);
    if (codes.length === 0) throw new RangeError("expenses have at least one category");
    if (new Set(codes).size < codes.length) throw new RangeError("each of categories has a code of its own");
    const branches = given.budgets.map(({ branchId }) => branchId);
    if (new Set(branches).size < branches.length) throw new RangeError("each branch has one budget");
    for (const { day, month } of given.budgets)
      for (const amount of [day, ...(month === null ? [] : [month])])
        if ((parseAmount(amount, mostDigits) ?? -1n) < 0n) throw new RangeError("a budget is an amount such as 500.00");
    return given;
  },
};

/** A branch without a budget spends nothing by itself. */
export function budgetOf({ budgets }: ExpenseSettings, branch: string): BranchBudget {
  return budgets.find(({ branchId }) => branchId === branch) ?? { branchId: branch, day: "0", month: null };
}
