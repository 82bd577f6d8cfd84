let menuButton: Element | null = null;

/** Remembers from now on of which button the menu is whose entry had the focus last: it gives that back only a moment after it went, and what opens in
 *  between would find nobody with it. */
export function noteFocus(page: Document): void {
  page.addEventListener(
    "focusin",
    ({ target }) => {
      menuButton = target instanceof Element ? buttonOfMenu(target) : null;
    },
    { capture: true },
  );
}

/** Who has the focus. An entry of a menu, which goes as the menu closes, stands for the button that opened it. */
export function lastFocused(): Element | null {
  const now = document.activeElement;
  return now === null || now === document.body ? (menuButton ?? now) : (buttonOfMenu(now) ?? now);
}

function buttonOfMenu(element: Element): Element | null {
  const button = element.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return button === null || button === undefined ? null : document.getElementById(button);
}
