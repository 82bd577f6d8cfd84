import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type VoucherState, voucherState } from "../../../../contract/index.ts";
import { signedInRoute } from "../../../app/signed-in-route.ts";

export type ExpensesSearch = {
  readonly branch?: string | undefined;
  readonly state?: VoucherState | undefined;
  readonly category?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const text = (value: unknown, pattern: RegExp) =>
  typeof value === "string" && pattern.test(value) ? value : undefined;
const day = /^(?:19|20|21)\d{2}-\d{2}-\d{2}$/;

export const expensesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/billing/expenses",
  validateSearch: (search): ExpensesSearch => ({
    branch: text(search["branch"], /^[0-9a-f-]{36}$/),
    state: voucherState.safeParse(search["state"]).data,
    category: text(search["category"], /^[a-z0-9-]{1,40}$/),
    from: text(search["from"], day),
    to: text(search["to"], day),
  }),
  component: lazyRouteComponent(() => import("./ExpensesPage.tsx"), "ExpensesPage"),
});
