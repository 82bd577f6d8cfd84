import { useLayoutEffect, useRef } from "react";

/** A button that waits for an answer is disabled, and loses the focus with that: whoever had it gets it back when the answer is there. */
export function useFocusKept(isPending: boolean): void {
  const before = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isPending) {
      before.current = document.activeElement;
      return;
    }
    const had = before.current;
    before.current = null;
    if (had instanceof HTMLElement && had.isConnected && document.activeElement === document.body)
      had.focus({ preventScroll: true });
  }, [isPending]);
}
