import { type AnyRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { accountRoutes } from "../workspaces/account/route.tsx";
import { administrationRoutes } from "../workspaces/administration/route.tsx";
import { billingPageRoutes } from "../workspaces/billing/route.tsx";
import { chartRoutes } from "../workspaces/chart/route.tsx";
import { enquiriesRoute } from "../workspaces/enquiries/route.tsx";
import { expensesRoute } from "../workspaces/billing/expenses/route.tsx";
import { paidOnlineRoute } from "../workspaces/billing/online/route.tsx";
import { deskRoutes } from "../workspaces/desk/route.tsx";
import { governanceRoutes } from "../workspaces/governance/route.tsx";
import { messagesRoute } from "../workspaces/messages/route.tsx";
import { myRecordRoutes } from "../workspaces/my-record/route.tsx";
import { oauthRoutes } from "../workspaces/oauth/route.tsx";
import { proxyRoutes } from "../workspaces/proxies/route.tsx";
import { reportRoutes } from "../workspaces/reports/route.tsx";
import { publicRoutes } from "../workspaces/public/route.tsx";
import { rightsRoutes } from "../workspaces/rights/route.tsx";
import { retentionRoute } from "../workspaces/retention/route.tsx";
import { PageFailure } from "../ui/PageFailure.tsx";
import { PageWait } from "../ui/PageWait.tsx";
import { rootRoute } from "./root-route.tsx";
import { signedInRoute } from "./signed-in-route.ts";

const setUp = createRoute({
  getParentRoute: () => rootRoute,
  path: "/set-up",
  validateSearch: (search): { token?: string } =>
    typeof search.token === "string" || typeof search.token === "number" ? { token: String(search.token) } : {},
  component: lazyRouteComponent(() => import("../workspaces/set-up/SetUpPage.tsx"), "SetUpPage"),
});

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search): { to?: string; problem?: "federation"; step?: "federation" } => ({
    ...(typeof search.to === "string" && /^\/(?!\/)/.test(search.to) ? { to: search.to } : {}),
    ...(search.problem === "federation" ? { problem: "federation" } : {}),
    ...(search.step === "federation" ? { step: "federation" } : {}),
  }),
  component: lazyRouteComponent(() => import("../workspaces/sign-in/SignInPage.tsx"), "SignInPage"),
});

const recover = createRoute({
  getParentRoute: () => rootRoute,
  path: "/recover",
  component: lazyRouteComponent(() => import("../workspaces/sign-in/RecoverPage.tsx"), "RecoverPage"),
});

const home = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../workspaces/home/HomePage.tsx"), "HomePage"),
});

const people = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/patients",
  validateSearch: (search): { find?: string } =>
    typeof search.find === "string" || typeof search.find === "number" ? { find: String(search.find) } : {},
  component: lazyRouteComponent(() => import("../workspaces/people/PeoplePage.tsx"), "PeoplePage"),
});

const register = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/patients/new",
  validateSearch: (search): { enquiry?: string } =>
    typeof search.enquiry === "string" && /^[0-9a-f-]{36}$/.test(search.enquiry) ? { enquiry: search.enquiry } : {},
  component: lazyRouteComponent(() => import("../workspaces/people/RegisterPage.tsx"), "RegisterPage"),
});

const merge = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/patients/merge",
  validateSearch: (search): { one?: string } =>
    typeof search.one === "string" && /^[0-9a-f-]{36}$/.test(search.one) ? { one: search.one } : {},
  component: lazyRouteComponent(() => import("../workspaces/people/MergePage.tsx"), "MergePage"),
});

const routeTree = rootRoute.addChildren([
  setUp,
  signIn,
  recover,
  ...oauthRoutes,
  ...publicRoutes,
  paidOnlineRoute,
  signedInRoute.addChildren([
    home,
    people,
    register,
    merge,
    ...chartRoutes,
    ...accountRoutes,
    ...administrationRoutes,
    ...governanceRoutes,
    ...proxyRoutes,
    ...rightsRoutes,
    ...reportRoutes,
    ...myRecordRoutes,
    retentionRoute,
    ...deskRoutes,
    enquiriesRoute,
    expensesRoute,
    messagesRoute,
    ...billingPageRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingComponent: PageWait,
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
});

/** Fetches the page's program beside the session: it will be needed whatever the server says of who is there. */
export function fetchPage(): void {
  const routes: Readonly<Record<string, AnyRoute | undefined>> = router.routesById;
  for (const { routeId } of router.matchRoutes(router.latestLocation) as readonly { readonly routeId: string }[]) {
    const component: unknown = routes[routeId]?.options.component;
    if (typeof component === "function" && "preload" in component && typeof component.preload === "function")
      void component.preload();
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
