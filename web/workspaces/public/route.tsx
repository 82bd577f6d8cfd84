import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";

const whose = (search: Record<string, unknown>): { organisation?: string } =>
  typeof search["organisation"] === "string" && search["organisation"].length <= 64
    ? { organisation: search["organisation"] }
    : {};

const enquire = createRoute({
  getParentRoute: () => rootRoute,
  path: "/enquire",
  validateSearch: whose,
  component: lazyRouteComponent(() => import("./EnquirePage.tsx"), "EnquirePage"),
});

const book = createRoute({
  getParentRoute: () => rootRoute,
  path: "/book",
  validateSearch: whose,
  component: lazyRouteComponent(() => import("./BookPage.tsx"), "BookPage"),
});

/** Pages for people who aren't signed in. */
export const publicRoutes = [enquire, book] as const;
