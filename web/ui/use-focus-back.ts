import { useEffect, useState } from "react";

/**
 * Gives the focus back, when the calling dialog goes, to whoever had it when the dialog came. Mantine does so only for dialogs
 * that stay mounted while they are closed.
 */
export function useFocusBack(): void {
  const [before] = useState(() => openerOf(document.activeElement));
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

/** Who opened the dialog; for an entry of a menu, which goes as the menu closes, the button that opened the menu. */
function openerOf(element: Element | null): Element | null {
  const menu = element?.closest("[role=menu]");
  const button = menu?.getAttribute("aria-labelledby");
  return button === null || button === undefined ? element : document.getElementById(button);
}
