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
        (main.querySelector<HTMLElement>("h1[tabindex]") ?? main).focus({ preventScroll: true });
      }),
    [router],
  );
}
