import { useEffect, useState } from "react";
import { refreshSession } from "./enter-app.ts";
import { keepAlive } from "./keep-alive.ts";
import { keepAliveEverySeconds, type KeeperView, keeperView } from "./keeper-clock.ts";
import { onOtherWindows } from "./other-windows.ts";
import { lockSession, sessionStore } from "./session-store.ts";

const signsOfLife = ["keydown", "pointerdown", "wheel"] as const;

/** Watches the session's limits: what to show, live. Work in any of this browser's windows keeps it alive. */
export function useKeeper(): KeeperView {
  const [view, setView] = useState<KeeperView>(() => keeperView(sessionStore.current(), Date.now()));
  useEffect(() => {
    let lastKeepAlive = Date.now();
    let asked = false;

    const look = () => {
      const next = keeperView(sessionStore.current(), Date.now());
      if (next.kind === "warn" && !asked) {
        // Another window may have moved the deadline: the server knows.
        asked = true;
        void refreshSession().then(look, () => setView(next));
        return;
      }
      if (next.kind === "quiet") asked = false;
      if (next.kind === "over" && sessionStore.current().kind === "open") lockSession();
      setView((last) => (same(last, next) ? last : next));
    };
    const live = () => {
      const { kind } = keeperView(sessionStore.current(), Date.now());
      // Once the warning shows, only its button counts: a nudged mouse is no presence.
      if (kind !== "quiet" || Date.now() - lastKeepAlive < keepAliveEverySeconds * 1000) return;
      lastKeepAlive = Date.now();
      void keepAlive();
    };
    const wake = () => {
      if (document.visibilityState === "visible") look();
    };

    const timer = window.setInterval(look, 1000);
    const stopStore = sessionStore.subscribe(look);
    const stopWindows = onOtherWindows((news) => {
      if (news === "signed-out") window.location.assign("/sign-in");
      else void refreshSession().then(look, look);
    });
    for (const sign of signsOfLife) document.addEventListener(sign, live, { passive: true, capture: true });
    document.addEventListener("visibilitychange", wake);
    return () => {
      window.clearInterval(timer);
      stopStore();
      stopWindows();
      for (const sign of signsOfLife) document.removeEventListener(sign, live, { capture: true });
      document.removeEventListener("visibilitychange", wake);
    };
  }, []);
  return view;
}

function same(a: KeeperView, b: KeeperView): boolean {
  return a.kind === b.kind && (a.kind !== "warn" || (b.kind === "warn" && a.secondsLeft === b.secondsLeft));
}
