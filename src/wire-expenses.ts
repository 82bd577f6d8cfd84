import { digitsOf } from "./foundation/money/index.ts";
import { type BillingRulePorts, openBranchBooks } from "./care/billing/index.ts";
import { type ExpenseRulePorts, type ExpenseSettings, defaultExpenseSettings } from "./care/expenses/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";

/** Gives the rules of expenses what they stand on: the same branches, tills, numbers and currency as billing's.
 *  @param settings absent: as organisations have it that never said */
export function expensePorts(
  money: BillingRulePorts,
  settings: ((tenant: TenantId) => Promise<ExpenseSettings>) | undefined,
): ExpenseRulePorts {
  return {
    books: openBranchBooks(money),
    find: (tenant, pairs) => money.find(tenant, "Contract", pairs),
    current: money.current,
    settings: settings ?? (() => Promise.resolve(defaultExpenseSettings)),
    async currency(tenant) {
      const { currency } = await money.settings(tenant);
      return { currency, digits: digitsOf(currency) };
    },
    timeZone: money.timeZone,
    now: money.now,
  };
}
