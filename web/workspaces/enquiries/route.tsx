import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

export const enquiriesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/enquiries",
  validateSearch: (search): { which?: "ended" } => (search["which"] === "ended" ? { which: "ended" } : {}),
  component: lazyRouteComponent(() => import("./EnquiriesPage.tsx"), "EnquiriesPage"),
});
