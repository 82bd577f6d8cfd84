import { useEffect, useState } from "react";
import { lastFocused } from "./last-focus.ts";

/**
 * Gives the focus back, when the calling dialog goes, to whoever had it when the dialog came. Mantine does so only for dialogs
 * that stay mounted while they are closed.
 */
export function useFocusBack(): void {
  const [before] = useState(lastFocused);
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
