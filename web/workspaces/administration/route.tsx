import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const house = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/administration",
  component: lazyRouteComponent(() => import("./HousePage.tsx"), "HousePage"),
});

const start = createRoute({
  getParentRoute: () => house,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/administration/people", replace: true });
  },
});

const people = createRoute({
  getParentRoute: () => house,
  path: "/people",
  component: lazyRouteComponent(() => import("./PeoplePage.tsx"), "PeoplePage"),
});
const roles = createRoute({
  getParentRoute: () => house,
  path: "/roles",
  component: lazyRouteComponent(() => import("./RolesPage.tsx"), "RolesPage"),
});
const role = createRoute({
  getParentRoute: () => house,
  path: "/roles/$roleId",
  component: lazyRouteComponent(() => import("./RolePage.tsx"), "RolePage"),
});
const changeRole = createRoute({
  getParentRoute: () => house,
  path: "/roles/$roleId/change",
  component: lazyRouteComponent(() => import("./RoleEditorPage.tsx"), "ChangeRolePage"),
});
const newRole = createRoute({
  getParentRoute: () => house,
  path: "/roles/new",
  validateSearch: (search): { like?: string } => (typeof search.like === "string" ? { like: search.like } : {}),
  component: lazyRouteComponent(() => import("./RoleEditorPage.tsx"), "NewRolePage"),
});
const clients = createRoute({
  getParentRoute: () => house,
  path: "/clients",
  component: lazyRouteComponent(() => import("./ClientsPage.tsx"), "ClientsPage"),
});
const ledger = createRoute({
  getParentRoute: () => house,
  path: "/ledger",
  component: lazyRouteComponent(() => import("./LedgerPage.tsx"), "LedgerPage"),
});
const imports = createRoute({
  getParentRoute: () => house,
  path: "/import",
  component: lazyRouteComponent(() => import("./ImportPage.tsx"), "ImportPage"),
});

const clinic = createRoute({
  getParentRoute: () => house,
  path: "/clinic",
  component: lazyRouteComponent(() => import("./ClinicPage.tsx"), "ClinicPage"),
});
const branches = createRoute({
  getParentRoute: () => house,
  path: "/branches",
  component: lazyRouteComponent(() => import("./BranchesPage.tsx"), "BranchesPage"),
});
const schedule = createRoute({
  getParentRoute: () => house,
  path: "/schedule",
  component: lazyRouteComponent(() => import("./SchedulePage.tsx"), "SchedulePage"),
});
const templates = createRoute({
  getParentRoute: () => house,
  path: "/templates",
  component: lazyRouteComponent(() => import("./TemplatesPage.tsx"), "TemplatesPage"),
});
const papers = createRoute({
  getParentRoute: () => house,
  path: "/papers",
  component: lazyRouteComponent(() => import("./PapersPage.tsx"), "PapersPage"),
});
const registration = createRoute({
  getParentRoute: () => house,
  path: "/registration",
  component: lazyRouteComponent(() => import("../people/RegistrationSettingsPage.tsx"), "RegistrationSettingsPage"),
});

const signIn = createRoute({
  getParentRoute: () => house,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("../account/OrganisationSignInPage.tsx"), "OrganisationSignInPage"),
});
const requests = createRoute({
  getParentRoute: () => house,
  path: "/requests",
  component: lazyRouteComponent(() => import("./RequestsPage.tsx"), "RequestsPage"),
});
const outside = createRoute({
  getParentRoute: () => house,
  path: "/outside",
  component: lazyRouteComponent(() => import("./OutsidePage.tsx"), "OutsidePage"),
});
const recoveries = createRoute({
  getParentRoute: () => house,
  path: "/recoveries",
  component: lazyRouteComponent(() => import("../account/RecoveriesPage.tsx"), "RecoveriesPage"),
});

const accesses = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/accesses",
  validateSearch: (search): { record?: string } => (typeof search.record === "string" ? { record: search.record } : {}),
  component: lazyRouteComponent(() => import("../accesses/AccessesPage.tsx"), "AccessesPage"),
});

export const administrationRoutes = [
  house.addChildren([
    start,
    people,
    roles,
    role,
    changeRole,
    newRole,
    clients,
    ledger,
    imports,
    clinic,
    branches,
    schedule,
    templates,
    papers,
    registration,
    signIn,
    requests,
    outside,
    recoveries,
  ]),
  accesses,
] as const;
