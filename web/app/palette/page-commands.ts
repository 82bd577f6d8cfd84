import { useEffect, useSyncExternalStore } from "react";
import type { Command } from "./commands.ts";

let current: readonly Command[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Command[]): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Offers commands in the palette while the calling page is shown. Keep the array stable (`useMemo`). */
export function useOfferCommands(commands: readonly Command[]): void {
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands]);
}

/** What the page in front offers. */
export function usePageCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
