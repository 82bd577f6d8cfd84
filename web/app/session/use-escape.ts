import { useEffect } from "react";

/**
 * Escape belongs to the topmost of our dialogs alone. The library's dialogs listen on the window, before anything inside the
 * page hears the key, and would close beneath it; mounted with the shell, this listener is there before any of them.
 */
export function useEscape(): void {
  useEffect(() => {
    const guard = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      const top = [...document.querySelectorAll("dialog[open][data-top]")].at(-1);
      if (top === undefined) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      top.dispatchEvent(new Event("cancel", { cancelable: true }));
    };
    window.addEventListener("keydown", guard, { capture: true });
    return () => window.removeEventListener("keydown", guard, { capture: true });
  }, []);
}
