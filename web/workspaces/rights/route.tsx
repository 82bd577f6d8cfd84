import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type RightsKind, rightsKind } from "../../../contract/index.ts";
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
  validateSearch: (search): { kind?: RightsKind; download?: boolean } => {
    const kind = rightsKind.options.find((one) => one === search.kind);
    return { ...(kind === undefined ? {} : { kind }), ...(search.download === true ? { download: true } : {}) };
  },
  component: lazyRouteComponent(() => import("./MyRequestsPage.tsx"), "MyRequestsPage"),
});

export const rightsRoutes = [requests, request, mine] as const;
