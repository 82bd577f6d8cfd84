import { useEffect, useState } from "react";
import { onAnnouncement } from "../../ui/announce.ts";

/** The page's one polite live region; `announce` speaks through it. */
export function LiveRegion() {
  const [message, setMessage] = useState("");
  useEffect(
    () =>
      onAnnouncement((next) => {
        // A repeated sentence has to change the text to be read again.
        setMessage((last) => (last === next ? `${next}\u00a0` : next));
      }),
    [],
  );
  return (
    <div aria-live="polite" aria-atomic="true" className="wb-visually-hidden">
      {message}
    </div>
  );
}
