import { createRoute, redirect } from "@tanstack/react-router";
import { rootRoute } from "./root-route.tsx";
import { enterApp } from "./session/enter-app.ts";
import { painted } from "./session/painted.ts";
import { sessionStore } from "./session/session-store.ts";
import { Shell } from "./shell/Shell.tsx";

/** Parent of every page that needs a session: draws the shell, and sends everybody else to the door. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: async ({ location, preload }) => {
    // What a key or a click did is seen before the next page takes the browser's time.
    if (!preload && sessionStore.current().kind === "open") await painted();
    const door = await enterApp();
    if (door === "set-up") throw redirect({ to: "/set-up", replace: true });
    if (door === "sign-in")
      throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { to: location.href }, replace: true });
  },
  component: Shell,
});
