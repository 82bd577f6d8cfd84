import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

export type CalendarSearch = {
  readonly branch?: string;
  /** `2026-03-07`; today without it. */
  readonly day?: string;
  readonly view?: "room" | "week";
  /** Whose week. */
  readonly therapist?: string;
};

const text = (value: unknown, pattern: RegExp) =>
  typeof value === "string" && pattern.test(value) ? value : undefined;
const id = /^[0-9a-f-]{36}$/;

function calendarSearch(search: Readonly<Record<string, unknown>>): CalendarSearch {
  const branch = text(search["branch"], id);
  const day = text(search["day"], /^\d{4}-\d{2}-\d{2}$/);
  const therapist = text(search["therapist"], id);
  const view = search["view"] === "room" || search["view"] === "week" ? search["view"] : undefined;
  return {
    ...(branch === undefined ? {} : { branch }),
    ...(day === undefined || Number.isNaN(Date.parse(day)) ? {} : { day }),
    ...(view === undefined ? {} : { view }),
    ...(therapist === undefined ? {} : { therapist }),
  };
}

export const deskRoutes = [
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/calendar",
    validateSearch: calendarSearch,
    component: lazyRouteComponent(() => import("./CalendarPage.tsx"), "CalendarPage"),
  }),
  createRoute({
    getParentRoute: () => signedInRoute,
    path: "/board",
    validateSearch: (search): Pick<CalendarSearch, "branch"> => {
      const branch = text(search["branch"], id);
      return branch === undefined ? {} : { branch };
    },
    component: lazyRouteComponent(() => import("./BoardPage.tsx"), "BoardPage"),
  }),
] as const;
