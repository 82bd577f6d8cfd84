import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const chart = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/patients/$patientId",
  component: lazyRouteComponent(() => import("./ChartPage.tsx"), "ChartPage"),
});

export const chartRoutes = [chart] as const;
