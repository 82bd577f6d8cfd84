import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

const account = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("./AccountPage.tsx"), "AccountPage"),
});

const ways = createRoute({
  getParentRoute: () => account,
  path: "/",
  component: lazyRouteComponent(() => import("./SignInWaysPage.tsx"), "SignInWaysPage"),
});
const sessions = createRoute({
  getParentRoute: () => account,
  path: "/sessions",
  component: lazyRouteComponent(() => import("./SessionsPage.tsx"), "SessionsPage"),
});
const purpose = createRoute({
  getParentRoute: () => account,
  path: "/purpose",
  component: lazyRouteComponent(() => import("./PurposePage.tsx"), "PurposePage"),
});
const apps = createRoute({
  getParentRoute: () => account,
  path: "/apps",
  component: lazyRouteComponent(() => import("./AppsPage.tsx"), "AppsPage"),
});

export const accountRoutes = [account.addChildren([ways, sessions, purpose, apps])] as const;
