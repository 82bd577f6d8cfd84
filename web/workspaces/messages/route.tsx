import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { signedInRoute } from "../../app/signed-in-route.ts";

export type MessagesSearch = {
  /** The open thread. */
  readonly thread?: string;
  /** Somebody writes a new one. */
  readonly write?: true;
  /** About whom it is. */
  readonly patient?: string;
};

const id = (value: unknown) => (typeof value === "string" && /^[0-9a-f-]{36}$/.test(value) ? value : undefined);

export const messagesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/messages",
  validateSearch: (search: Readonly<Record<string, unknown>>): MessagesSearch => {
    const [thread, patient] = [id(search["thread"]), id(search["patient"])];
    return {
      ...(thread === undefined ? {} : { thread }),
      ...(search["write"] === true ? { write: true } : {}),
      ...(patient === undefined ? {} : { patient }),
    };
  },
  component: lazyRouteComponent(() => import("./MessagesPage.tsx"), "MessagesPage"),
});
