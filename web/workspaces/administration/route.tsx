import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const start = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration",
  beforeLoad: () => {
    throw redirect({ to: "/administration/people", replace: true });
  },
});

const people = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration/people",
  component: lazyRouteComponent(() => import("./PeoplePage.tsx"), "PeoplePage"),
});

const roles = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration/roles",
  component: lazyRouteComponent(() => import("./RolesPage.tsx"), "RolesPage"),
});

const clients = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration/clients",
  component: lazyRouteComponent(() => import("./ClientsPage.tsx"), "ClientsPage"),
});

const ledger = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration/ledger",
  component: lazyRouteComponent(() => import("./LedgerPage.tsx"), "LedgerPage"),
});

const imports = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration/import",
  component: lazyRouteComponent(() => import("./ImportPage.tsx"), "ImportPage"),
});

export const administrationRoutes = [start, people, roles, clients, ledger, imports] as const;
