import { installationState, type Session, session as sessionSchema } from "../../../contract/index.ts";
import { api, isRefusal } from "../api.ts";
import { RequestFailure } from "../api/request-failure.ts";
import { tellOtherWindows } from "./other-windows.ts";
import { closeSession, lockSession, openSession, sessionStore } from "./session-store.ts";
import { steppedUp } from "./step-up-store.ts";

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
    const found = await api.get("/api/session", sessionSchema);
    const known = sessionStore.current().session;
    if (known !== undefined && known.person.id !== found.person.id) {
      // Somebody else has signed in in another window: what is on this page isn't theirs.
      window.location.assign("/");
      return true;
    }
    openSession(found);
    return true;
  } catch (error) {
    if (isRefusal(error, "session/none") || (error instanceof RequestFailure && error.status === 401)) {
      if (sessionStore.current().kind === "unknown") closeSession();
      else lockSession();
      return false;
    }
    throw error;
  }
}

/** Takes in a session that goes on under a new cookie, and lets this browser's other windows fetch their new token. */
export function takeNewSession(next: Session): void {
  openSession(next);
  // Signing in again proves as much as stepping up does.
  if ((next.provenSecondsLeft ?? 0) > 0) steppedUp();
  tellOtherWindows("active");
}
