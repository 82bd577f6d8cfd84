import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

export type ReportsSearch = {
  /** A month without it. */
  readonly unit?: "day" | "week" | "custom";
  /** A day of the period, or its first: `2026-03-07`. */
  readonly day?: string;
  readonly to?: string;
  readonly branch?: string;
};

function reportsSearch({ unit, day, to, branch }: Readonly<Record<string, unknown>>): ReportsSearch {
  const dayIn = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : undefined;
  const [first, last] = [dayIn(day), dayIn(to)];
  return {
    ...(unit === "day" || unit === "week" || unit === "custom" ? { unit } : {}),
    ...(first === undefined ? {} : { day: first }),
    ...(last === undefined || unit !== "custom" ? {} : { to: last }),
    ...(typeof branch === "string" && /^[0-9a-f-]{36}$/.test(branch) ? { branch } : {}),
  };
}

export const reportRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/reports",
    validateSearch: reportsSearch,
    component: lazyRouteComponent(() => import("./ReportsPage.tsx"), "ReportsPage"),
  }),
] as const;
