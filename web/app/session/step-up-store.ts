type Waiter = { readonly resume: () => void; readonly refuse: (reason: unknown) => void };

let refusal: unknown;
const waiters = new Set<Waiter>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Whether something waits for the person to prove again who they are; an external store for React. */
export const stepUpStore = {
  wanted: (): boolean => waiters.size > 0,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/**
 * Called for a request that was refused because the proof of who is there is too old: opens the dialog, and resolves once the
 * person has proven it. When they would rather not, throws the refusal, so that the page says what was not done.
 */
export function stepUpNeeded(refused: unknown, signal?: AbortSignal): Promise<void> {
  refusal = refused;
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { resume: resolve, refuse: reject };
    waiters.add(waiter);
    signal?.addEventListener("abort", () => {
      waiters.delete(waiter);
      reject(signal.reason);
      tell();
    });
    tell();
  });
}

/** The person has proven who they are: everything that waited goes out again. */
export function steppedUp(): void {
  const waiting = [...waiters];
  waiters.clear();
  for (const waiter of waiting) waiter.resume();
  tell();
}

/** The person would rather not: nothing that waited is done. */
export function stepUpDeclined(): void {
  const waiting = [...waiters];
  waiters.clear();
  for (const waiter of waiting) waiter.refuse(refusal);
  tell();
}
