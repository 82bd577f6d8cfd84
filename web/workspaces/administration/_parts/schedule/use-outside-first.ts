import { useState } from "react";
import type { Outside } from "../../../../../contract/index.ts";
import { useOutside } from "./schedule-calls.ts";

/** Whether nothing would be outside, as far as anybody can say. */
export function isClear({ seen, partly, count }: Outside): boolean {
  return seen && partly !== true && count === 0;
}

/** Asks what a change would leave outside before it is made. Where that is something, or can't be said, it is made on a second word, for
 *  the same change. @param path of what is changed; undefined of what is new */
export function useOutsideFirst(path: string | undefined) {
  const ask = useOutside(path ?? "");
  const [askedFor, setAskedFor] = useState<string>();
  return {
    error: ask.error,
    isPending: ask.isPending,
    /** What was found for this very change. */
    found: (wish: object): Outside | undefined => (askedFor === JSON.stringify(wish) ? ask.data : undefined),
    /** Calls `go` now, or not yet. */
    first(wish: object, go: () => void) {
      const name = JSON.stringify(wish);
      if (path === undefined || (askedFor === name && ask.data !== undefined)) return go();
      ask.mutate(wish, {
        onSuccess(found) {
          setAskedFor(name);
          if (isClear(found)) go();
        },
      });
    },
  };
}
