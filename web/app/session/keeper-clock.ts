import type { SessionState } from "./session-store.ts";

export type KeeperView =
  | { readonly kind: "quiet" }
  | { readonly kind: "warn"; readonly cause: "idle" | "absolute"; readonly secondsLeft: number }
  | { readonly kind: "over" };

export const warnBeforeSeconds = 120;
/** While somebody works on a page without asking the server for anything, the server is told this often. */
export const keepAliveEverySeconds = 60;

/** What the person has to see of the session's limits at this moment. */
export function keeperView(state: SessionState, nowMilliseconds: number): KeeperView {
  switch (state.kind) {
    case "unknown":
    case "none":
      return { kind: "quiet" };
    case "ended":
      return { kind: "over" };
    case "open": {
      const idle = Math.ceil((state.idleDeadline - nowMilliseconds) / 1000);
      const absolute = Math.ceil((state.absoluteDeadline - nowMilliseconds) / 1000);
      const secondsLeft = Math.min(idle, absolute);
      if (secondsLeft <= 0) return { kind: "over" };
      if (secondsLeft <= warnBeforeSeconds)
        return { kind: "warn", cause: absolute <= idle ? "absolute" : "idle", secondsLeft };
      return { kind: "quiet" };
    }
  }
}
