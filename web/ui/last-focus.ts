let last: Element | null = null;

/** Remembers from now on who had the focus last: what opens late, or from a menu that is gone by then, has somebody to give it back to. */
export function noteFocus(page: Document): void {
  page.addEventListener(
    "focusin",
    ({ target }) => {
      last = target instanceof Element ? openerOf(target) : null;
    },
    { capture: true },
  );
}

/** Who has the focus; where nobody has, who had it last. An entry of a menu, which goes as the menu closes, stands for the button that opened it. */
export function lastFocused(): Element | null {
  const now = document.activeElement;
  return now === null || now === document.body ? last : openerOf(now);
}

function openerOf(element: Element): Element | null {
  const button = element.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return button === null || button === undefined ? element : document.getElementById(button);
}
