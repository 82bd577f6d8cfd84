import { useSyncExternalStore } from "react";
import type { Session } from "../../../contract/index.ts";
import { sessionStore, type SessionState } from "./session-store.ts";

/** The window's session state, live. */
export function useSessionState(): SessionState {
  return useSyncExternalStore(sessionStore.subscribe, sessionStore.current);
}

/** The signed-in person's session. Only for components below the signed-in route, where there always is one. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (session === undefined) throw new Error("no session: render this below the signed-in route only");
  return session;
}
