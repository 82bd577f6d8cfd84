import { type BudgetedRoutes, budgetedRoutes } from "../../../../contract/index.ts";
import type { RequestBudgets } from "../../../custody/access/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { windowSeconds } from "./budgets.ts";
import type { Budgets } from "./rate-limits.ts";
import type { SharedBudget } from "./shared-budgets.ts";

/** Whose requests: an organisation's, all its people and programs together, or those of one of its programs. */
export interface Spender {
  readonly tenant: TenantId;
  readonly client?: string | undefined;
}

/** How many requests were made in the present minute, at the most: processes take them in lots, and a lot counts as used. Absent where
 *  it can't be known now. @param set budgets that aren't the usual ones */
export type BudgetUsage = (
  of: Spender,
  set: RequestBudgets,
) => Promise<Readonly<Partial<Record<BudgetedRoutes, number>>>>;

export function createBudgetUsage(
  read: (budget: Omit<SharedBudget, "clears">) => (key: string, limit: number) => Promise<number | undefined>,
  budgets: Budgets,
): BudgetUsage {
  const readers = { tenant: readersOf("tenant"), client: readersOf("client") };

  function readersOf(payer: "tenant" | "client") {
    return budgetedRoutes.map((routes) => {
      const limit = budgets[routes][payer] ?? 0;
      return { routes, limit, used: read({ name: `${routes}-${payer}`, limit, windowSeconds }) };
    });
  }

  return async ({ tenant, client }, set) => {
    const key = client === undefined ? String(tenant) : `${tenant}\n${client}`;
    const counted = readers[client === undefined ? "tenant" : "client"].map(async ({ routes, limit, used }) => {
      const inForce = set[routes] ?? limit;
      const points = await used(key, inForce);
      return [routes, points === undefined ? undefined : Math.min(points, inForce)] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  };
}
