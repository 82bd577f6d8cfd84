import type { Session } from "../../../contract/index.ts";

/** What this browser window knows of the session. Deadlines are wall-clock milliseconds. */
export type SessionState =
  | { readonly kind: "unknown"; readonly session?: undefined }
  | { readonly kind: "none"; readonly session?: undefined }
  | {
      readonly kind: "open";
      readonly session: Session;
      readonly idleDeadline: number;
      readonly absoluteDeadline: number;
    }
  /** Ended while the page was open: the page stays, hidden, until the same person signs in again. */
  | { readonly kind: "ended"; readonly session: Session };

type Waiter = { readonly resume: () => void; readonly refuse: (reason: unknown) => void };

let state: SessionState = { kind: "unknown" };
let idleMilliseconds = 0;
const listeners = new Set<() => void>();
const waiters = new Set<Waiter>();

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The window's one session, as an external store for React. */
export const sessionStore = {
  current: (): SessionState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Takes in what the server says of the session; requests that waited for it go out again. */
export function openSession(session: Session): void {
  const now = Date.now();
  idleMilliseconds = Math.max(idleMilliseconds, session.idleSecondsLeft * 1000);
  set({
    kind: "open",
    session,
    idleDeadline: now + session.idleSecondsLeft * 1000,
    absoluteDeadline: now + session.absoluteSecondsLeft * 1000,
  });
  for (const waiter of waiters) waiter.resume();
  waiters.clear();
}

/** Nobody is signed in, and no page is to be kept. */
export function closeSession(): void {
  set({ kind: "none" });
  for (const waiter of waiters) waiter.refuse(new DOMException("signed out", "AbortError"));
  waiters.clear();
}

/** Locks the page until `openSession`. */
export function lockSession(): void {
  if (state.kind === "open") set({ kind: "ended", session: state.session });
}

/** Called for a request that found the session gone: locks the page, and resolves once somebody has signed in again. */
export function sessionEnded(signal?: AbortSignal): Promise<void> {
  lockSession();
  if (state.kind !== "ended") return Promise.resolve();
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { resume: resolve, refuse: reject };
    waiters.add(waiter);
    signal?.addEventListener("abort", () => {
      waiters.delete(waiter);
      reject(signal.reason);
    });
  });
}

/** Every answered request moves the idle deadline, as it does on the server. */
export function noteServerActivity(): void {
  if (state.kind !== "open") return;
  // Replaced without telling the listeners: nobody draws a deadline that moves away.
  state = { ...state, idleDeadline: Math.max(state.idleDeadline, Date.now() + idleMilliseconds) };
}
