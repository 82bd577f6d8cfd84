import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const requests = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/rights",
  component: lazyRouteComponent(() => import("./RequestsPage.tsx"), "RequestsPage"),
});
const request = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/rights/$requestId",
  component: lazyRouteComponent(() => import("./RequestPage.tsx"), "RequestPage"),
});
const mine = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/my-requests",
  component: lazyRouteComponent(() => import("./MyRequestsPage.tsx"), "MyRequestsPage"),
});

export const rightsRoutes = [requests, request, mine] as const;
