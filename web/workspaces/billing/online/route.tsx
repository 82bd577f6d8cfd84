import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../../app/root-route.tsx";

/** Outside the sign-in: whoever was sent the link pays. */
export const paidOnlineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/paid-online",
  validateSearch: (search): { readonly left?: "1" } =>
    search["left"] === "1" || search["left"] === 1 ? { left: "1" } : {},
  component: lazyRouteComponent(() => import("./PaidOnlinePage.tsx"), "PaidOnlinePage"),
});
