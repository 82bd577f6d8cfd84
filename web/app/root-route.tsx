import { createRootRoute, Outlet } from "@tanstack/react-router";
import { NotFound } from "../ui/NotFound.tsx";
import { PageFailure } from "../ui/PageFailure.tsx";
import { LiveRegion } from "./shell/LiveRegion.tsx";

export const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <LiveRegion />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: PageFailure,
});
