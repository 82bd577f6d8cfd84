import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const proxies = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/proxies",
  component: lazyRouteComponent(() => import("./ProxiesPage.tsx"), "ProxiesPage"),
});
const ofMe = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/who-acts-for-me",
  component: lazyRouteComponent(() => import("./WhoActsForMePage.tsx"), "WhoActsForMePage"),
});
const mine = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/acting-for",
  component: lazyRouteComponent(() => import("./ActingForPage.tsx"), "ActingForPage"),
});

export const proxyRoutes = [proxies, ofMe, mine] as const;
