import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import classes from "./Underway.module.css";

/** A line under the header from the key or the click that leads elsewhere until what it leads to is there. */
export function Underway() {
  const router = useRouter();
  const [isUnderway, setUnderway] = useState(false);
  useEffect(() => {
    const stops = [
      router.subscribe("onBeforeNavigate", ({ fromLocation, hrefChanged, pathChanged }) => {
        // A search that goes into the address as it is typed leads nowhere.
        const isTyping = !pathChanged && document.activeElement instanceof HTMLInputElement;
        if (fromLocation !== undefined && hrefChanged && !isTyping) setUnderway(true);
      }),
      router.subscribe("onResolved", () => setUnderway(false)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [router]);
  return <div className={classes.line} data-underway={isUnderway || undefined} aria-hidden />;
}
