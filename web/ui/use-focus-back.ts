import { useEffect, useState } from "react";

/**
 * Gives the focus back, when the calling dialog goes, to whoever had it when the dialog came. Mantine does so only for dialogs
 * that stay mounted while they are closed.
 */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}
