import { sessionStore } from "../../../../app/session/session-store.ts";
import { unsettledDrafts } from "./open-drafts.ts";

/**
 * Watches over every running draft while the app is open: puts words on the device when the window is hidden or left,
 * sends again as soon as the network or the session is back, and asks before a window closes on words that lie nowhere.
 * @returns a function that ends the watch
 */
export function guardWords(): () => void {
  const keep = () => {
    for (const draft of unsettledDrafts()) void draft.keepNow();
  };
  const send = () => {
    for (const draft of unsettledDrafts()) {
      if (draft.current().phase === "waiting") void draft.flush();
    }
  };
  const hidden = () => {
    if (document.visibilityState !== "hidden") return;
    keep();
    for (const draft of unsettledDrafts()) {
      if (draft.current().phase === "due") void draft.flush();
    }
  };
  const leaving = (event: BeforeUnloadEvent) => {
    keep();
    if (unsettledDrafts().some((draft) => draft.current().keeping.kind !== "kept")) event.preventDefault();
  };
  const unwatch = sessionStore.subscribe(() => {
    if (sessionStore.current().kind === "open") send();
  });
  document.addEventListener("visibilitychange", hidden);
  window.addEventListener("pagehide", keep);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", leaving);
  return () => {
    unwatch();
    document.removeEventListener("visibilitychange", hidden);
    window.removeEventListener("pagehide", keep);
    window.removeEventListener("online", send);
    window.removeEventListener("beforeunload", leaving);
  };
}
