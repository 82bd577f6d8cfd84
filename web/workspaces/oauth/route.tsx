import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { rootRoute } from "../../app/root-route.tsx";
import { enterApp } from "../../app/session/enter-app.ts";

/** Where an app's request waits for the person's answer. Outside of the shell: nothing else is to be done here. */
const consent = createRoute({
  getParentRoute: () => rootRoute,
  path: "/oauth/consent/$uid",
  beforeLoad: async ({ location }) => {
    if ((await enterApp()) !== "in") throw redirect({ to: "/sign-in", search: { to: location.href }, replace: true });
  },
  component: lazyRouteComponent(() => import("./ConsentPage.tsx"), "ConsentPage"),
});

export const oauthRoutes = [consent] as const;
