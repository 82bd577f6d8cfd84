import { installationState, session as sessionSchema } from "../../../contract/index.ts";
import { api, isRefusal } from "../api.ts";
import { RequestFailure } from "../api/request-failure.ts";
import { closeSession, openSession, sessionStore } from "./session-store.ts";

/** Where somebody who opens the app has to go: straight in, or to a door. */
export async function enterApp(): Promise<"in" | "sign-in" | "set-up"> {
  const { kind } = sessionStore.current();
  if (kind === "open" || kind === "ended") return "in";
  if (await refreshSession()) return "in";
  const { state } = await api.get("/api/state", installationState);
  return state === "needs-set-up" ? "set-up" : "sign-in";
}

/** Asks the server for the session; true when there is one. Doesn't count as activity. */
export async function refreshSession(): Promise<boolean> {
  try {
    openSession(await api.get("/api/session", sessionSchema));
    return true;
  } catch (error) {
    if (isRefusal(error, "session/none") || (error instanceof RequestFailure && error.status === 401)) {
      if (sessionStore.current().kind === "unknown") closeSession();
      return false;
    }
    throw error;
  }
}
