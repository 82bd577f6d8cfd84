import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const tasks = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/tasks",
  component: lazyRouteComponent(() => import("./TasksPage.tsx"), "TasksPage"),
});
const emergencies = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/emergencies",
  component: lazyRouteComponent(() => import("./EmergenciesPage.tsx"), "EmergenciesPage"),
});
const emergency = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/emergencies/$emergencyId",
  component: lazyRouteComponent(() => import("./EmergencyPage.tsx"), "EmergencyPage"),
});
const vendors = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/vendor-access",
  component: lazyRouteComponent(() => import("./VendorAccessPage.tsx"), "VendorAccessPage"),
});
const reviews = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/access-reviews",
  component: lazyRouteComponent(() => import("./AccessReviewsPage.tsx"), "AccessReviewsPage"),
});
const review = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/access-reviews/$reviewId",
  component: lazyRouteComponent(() => import("./AccessReviewPage.tsx"), "AccessReviewPage"),
});
const faultyConsents = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/faulty-consents",
  component: lazyRouteComponent(() => import("./FaultyConsentsPage.tsx"), "FaultyConsentsPage"),
});
const relations = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/relations",
  component: lazyRouteComponent(() => import("./RelationsPage.tsx"), "RelationsPage"),
});
const rules = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/exceptions",
  component: lazyRouteComponent(() => import("./RulesPage.tsx"), "RulesPage"),
});

export const governanceRoutes = [
  tasks,
  emergencies,
  emergency,
  vendors,
  reviews,
  review,
  faultyConsents,
  relations,
  rules,
] as const;
