import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Moves the focus to the new page's heading after a navigation, so that keyboard and screen reader start there. */
export function useFocusOnArrival(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", (event) => {
        if (!event.pathChanged || event.fromLocation === undefined) return;
        const main = document.getElementById("main");
        // A page that has put the focus somewhere itself (a search box) knows better.
        if (main === null || main.contains(document.activeElement)) return;
        // A page that arrives late mustn't take the keys from the palette, or from any dialog opened meanwhile.
        if (document.querySelector("[role=dialog], dialog[open]") !== null) return;
        const heading = main.querySelector<HTMLElement>("h1[tabindex]");
        (heading ?? main).focus({ preventScroll: true });
        if (heading === null) focusHeadingWhenThere(main);
      }),
    [router],
  );
}

const longestWaitMilliseconds = 5000;

/** A page that is still being fetched has no heading yet; it gets the focus as it comes, unless somebody has moved on. */
function focusHeadingWhenThere(main: HTMLElement): void {
  const watch = new MutationObserver(() => {
    const heading = main.querySelector<HTMLElement>("h1[tabindex]");
    if (document.activeElement !== main) watch.disconnect();
    else if (heading !== null) {
      watch.disconnect();
      heading.focus({ preventScroll: true });
    }
  });
  watch.observe(main, { childList: true, subtree: true });
  window.setTimeout(() => watch.disconnect(), longestWaitMilliseconds);
}
