import { useLayoutEffect } from "react";
import { drawVeil } from "./veil.ts";

const lockedTitle = "Locked · Wardbook";

/** A page that arrives behind the veil names the tab as well: it gets its title when the veil is lifted. */
function holdTitle(): { readonly release: () => void } {
  let { title } = document;
  const hold = () => {
    if (document.title === lockedTitle) return;
    ({ title } = document);
    document.title = lockedTitle;
  };
  hold();
  const observer = new MutationObserver(hold);
  observer.observe(document.head, { childList: true, characterData: true, subtree: true });
  return {
    release() {
      hold();
      observer.disconnect();
      document.title = title;
    },
  };
}

/**
 * While `locked`, nothing on the page can be read, by eyes, by assistive technology or by a search in the page: everything but
 * the dialog is hidden, and a picture of bars and colours stands in its place. The tab's title, which may name a patient, too.
 */
export function useVeil(locked: boolean): void {
  // Before the dialog is painted: no frame may show the page behind it.
  useLayoutEffect(() => {
    if (!locked) return undefined;
    const root = document.getElementById("root") ?? document.body;
    const veil = drawVeil(root, window.innerWidth, window.innerHeight);
    veil.dataset.veil = "";
    veil.setAttribute("aria-hidden", "true");
    document.body.append(veil);
    document.body.dataset.locked = "";
    const title = holdTitle();
    return () => {
      delete document.body.dataset.locked;
      veil.remove();
      title.release();
    };
  }, [locked]);
}
