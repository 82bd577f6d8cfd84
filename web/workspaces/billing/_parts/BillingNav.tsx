import { PageTabs } from "../../../ui/PageTabs.tsx";
import { useSession } from "../../../app/session/use-session.ts";

/** From the work with money to the till and the prices. */
export function BillingNav() {
  const { permissions = [] } = useSession();
  return (
    <PageTabs
      label="Money"
      exact
      pages={[
        { to: "/billing", label: "Work" },
        ...(permissions.includes("cash-up") ? [{ to: "/billing/cash-up", label: "Cash up" } as const] : []),
        ...(permissions.includes("expenses.read") ? [{ to: "/billing/expenses", label: "Expenses" } as const] : []),
        { to: "/billing/prices", label: "Prices" },
      ]}
    />
  );
}
