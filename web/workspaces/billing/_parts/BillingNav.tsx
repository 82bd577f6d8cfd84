import { PageTabs } from "../../../ui/PageTabs.tsx";
import { useSession } from "../../../app/session/use-session.ts";
import { say } from "../words/index.ts";

/** From the work with money to the till and the prices. */
export function BillingNav() {
  const { permissions = [] } = useSession();
  return (
    <PageTabs
      label={say("money")}
      exact
      pages={[
        { to: "/billing", label: say("work") },
        ...(permissions.includes("cash-up") ? [{ to: "/billing/cash-up", label: say("cashUp") } as const] : []),
        ...(permissions.includes("expenses.read")
          ? [{ to: "/billing/expenses", label: say("expenses") } as const]
          : []),
        { to: "/billing/prices", label: say("prices") },
      ]}
    />
  );
}
