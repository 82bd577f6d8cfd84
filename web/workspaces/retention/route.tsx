import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

export const retentionRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/retention",
  component: lazyRouteComponent(() => import("./RetentionPage.tsx"), "RetentionPage"),
});
