import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const id = /^[0-9a-f-]{36}$/;
const text = (value: unknown, pattern: RegExp) =>
  typeof value === "string" && pattern.test(value) ? value : undefined;

export type MoneySearch = {
  /** The dialog to begin with. */
  readonly begin?: "pay" | "invoice";
  /** What an invoice is made at. */
  readonly appointment?: string;
};

export const billingPageRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/billing",
    validateSearch: (search): { readonly branch?: string } => {
      const branch = text(search["branch"], id);
      return branch === undefined ? {} : { branch };
    },
    component: lazyRouteComponent(() => import("./WorkPage.tsx"), "WorkPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/billing/cash-up",
    validateSearch: (search): { readonly branch?: string; readonly day?: string } => {
      const branch = text(search["branch"], id);
      const day = text(search["day"], /^\d{4}-\d{2}-\d{2}$/);
      return {
        ...(branch === undefined ? {} : { branch }),
        ...(day === undefined || Number.isNaN(Date.parse(day)) ? {} : { day }),
      };
    },
    component: lazyRouteComponent(() => import("./CashUpPage.tsx"), "CashUpPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/billing/prices",
    component: lazyRouteComponent(() => import("./PricesPage.tsx"), "PricesPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/billing/patients/$patientId",
    validateSearch: (search): MoneySearch => {
      const appointment = text(search["appointment"], id);
      const begin = search["begin"] === "pay" || search["begin"] === "invoice" ? search["begin"] : undefined;
      return { ...(begin === undefined ? {} : { begin }), ...(appointment === undefined ? {} : { appointment }) };
    },
    component: lazyRouteComponent(() => import("./PatientMoneyPage.tsx"), "PatientMoneyPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/billing/invoices/$invoiceId",
    component: lazyRouteComponent(() => import("./InvoicePage.tsx"), "InvoicePage"),
  }),
] as const;
