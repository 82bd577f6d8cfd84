import {
  type BudgetedRoutes,
  type OrganisationBudgets,
  type RequestBudgetList,
  budgetedRoutes,
  clientBudgetBounds,
  organisationBudgetBounds,
  organisationBudgets,
} from "../../../../contract/index.ts";
import type { RequestBudgets } from "../../../custody/access/index.ts";
import type { Actor, SettingKind, Settings } from "../../../custody/identity/index.ts";
import type { TenantId } from "../../../foundation/kernel/index.ts";
import { budgets } from "./budgets.ts";

/** How many requests a minute an organisation lets all its people and programs make together, where it isn't the usual. */
export const requestBudgets: SettingKind<OrganisationBudgets> = {
  key: "requests",
  parse: (stored) => organisationBudgets.parse(stored ?? {}),
};

/** @param make answers all of them: what is absent is as usual. Throws on what is out of bounds. */
export async function changeRequestBudgets(
  settings: Pick<Settings, "change">,
  { actor, tenant }: { readonly actor: Actor; readonly tenant: TenantId },
  make: (before: OrganisationBudgets) => OrganisationBudgets,
): Promise<void> {
  await settings.change(actor, tenant, requestBudgets, (before) => {
    const value = make(before);
    const changed = budgetedRoutes.filter((routes) => before[routes] !== value[routes]);
    const detail = changed.map((routes) => `${routes} ${before[routes] ?? "usual"} to ${value[routes] ?? "usual"}`);
    return { value, detail: detail.join(", ") || "nothing" };
  });
}

type Used = Readonly<Partial<Record<BudgetedRoutes, number>>>;

/** What is in force, beside what could be. @param used in the present minute, where it is known */
export async function listRequestBudgets(
  settings: Pick<Settings, "get">,
  tenant: TenantId,
  used: Used = {},
): Promise<RequestBudgetList> {
  const set = await settings.get(tenant, requestBudgets);
  return listed((routes) => ({
    limit: set[routes] ?? budgets[routes].tenant,
    usual: budgets[routes].tenant,
    ...organisationBudgetBounds[routes],
    used: used[routes],
  }));
}

/** The same of one program. */
export function listClientBudgets(set: RequestBudgets, used: Used): RequestBudgetList {
  return listed((routes) => ({
    limit: set[routes] ?? budgets[routes].client,
    usual: budgets[routes].client,
    ...clientBudgetBounds[routes],
    used: used[routes],
  }));
}

function listed(one: (routes: BudgetedRoutes) => RequestBudgetList[BudgetedRoutes]): RequestBudgetList {
  return { fhir: one("fhir"), api: one("api"), transfer: one("transfer") };
}
