import { amountText } from "./foundation/money/index.ts";
import { currencyOf, type BillingSettings } from "./care/billing/index.ts";
import { type ExpenseSettings, voucherOf } from "./care/expenses/index.ts";
import type { ReportsPorts } from "./care/reports/index.ts";
import { speaksOf } from "./custody/access/index.ts";
import { type Chart, opened } from "./custody/chart/index.ts";
import type { TenantId } from "./foundation/kernel/index.ts";

interface ReportExpensesParts {
  readonly chart: Pick<Chart, "search">;
  readonly billing: (tenant: TenantId) => Promise<BillingSettings>;
  readonly expenses: (tenant: TenantId) => Promise<ExpenseSettings>;
  readonly pause: () => Promise<void>;
}

const pageLength = "200";
const isSpent: ReadonlySet<string> = new Set(["approved", "paid"]);

/** What was spent, as far as the caller sees vouchers: those that are approved or paid, by when they were approved. */
export function reportExpenses(parts: ReportExpensesParts): NonNullable<ReportsPorts["expenses"]> {
  return async (caller, clinic, { now, before }, branch) => {
    const isTheirs =
      caller.permissions.has("expenses.read") &&
      caller.scopes.some((scope) => speaksOf(scope.type, "Contract") && scope.permissions.includes("s"));
    if (!isTheirs) return undefined;
    const currency = currencyOf(await parts.billing(caller.tenant));
    const { categories } = await parts.expenses(caller.tenant);
    const [byCategory, byBranch] = [new Map<string, bigint>(), new Map<string, bigint>()];
    let [total, earlier] = [0n, 0n];
    let cursor: string | undefined;
    do {
      const { value } = await parts.chart.search(caller, "Contract", [
        ["status", "executable,executed"],
        ["issued", `ge${new Date(before.from).toISOString()}`],
        ["issued", `lt${new Date(now.until).toISOString()}`],
        ["_count", pageLength],
        ...(cursor === undefined ? [] : [["_cursor", cursor] as const]),
      ]);
      for (const match of value.matches) {
        const voucher = voucherOf(opened(match).resource, currency);
        const at = Date.parse(voucher?.issued ?? "");
        if (voucher === undefined || !isSpent.has(voucher.state) || Number.isNaN(at)) continue;
        if (branch !== undefined && voucher.branch !== branch) continue;
        const amount = voucher.amount ?? 0n;
        if (at < now.from) earlier += amount;
        if (at < now.from) continue;
        total += amount;
        const { category = "", branch: where = "" } = voucher;
        byCategory.set(category, (byCategory.get(category) ?? 0n) + amount);
        byBranch.set(where, (byBranch.get(where) ?? 0n) + amount);
      }
      cursor = value.next;
      await parts.pause();
    } while (cursor !== undefined);
    const say = (amount: bigint) => amountText(amount, currency.digits);
    const rows = (by: ReadonlyMap<string, bigint>, nameOf: (id: string) => string | undefined) =>
      [...by]
        .sort(([, one], [, other]) => (other > one ? 1 : other < one ? -1 : 0))
        .map(([id, amount]) => ({ id, name: nameOf(id) ?? "", amount: say(amount) }));
    return {
      currency: currency.currency,
      total: say(total),
      before: say(earlier),
      categories: rows(byCategory, (code) => categories.find((one) => one.code === code)?.name ?? code),
      branches: rows(byBranch, (id) => clinic.branches.find((one) => one.id === id)?.name),
    };
  };
}
