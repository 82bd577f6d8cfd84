import { IconBrowser } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import classes from "./SaveLine.module.css";
import { say } from "./words/index.ts";

/** Whether another window of this browser has the same draft open, found out by a lock that only one can hold. */
function useElsewhere(draftId: string): boolean {
  const [elsewhere, setElsewhere] = useState(false);
  useEffect(() => {
    if (!("locks" in navigator)) return;
    const name = `wardbook-draft-${draftId}`;
    const leaving = new AbortController();
    const left = new Promise<void>((resolve) => leaving.signal.addEventListener("abort", () => resolve()));
    const hold = () => {
      setElsewhere(false);
      return left;
    };
    const run = async () => {
      const held = await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
        lock === null ? false : hold().then(() => true),
      );
      if (held || leaving.signal.aborted) return;
      setElsewhere(true);
      await navigator.locks.request(name, { signal: leaving.signal }, hold);
    };
    void run().catch(() => undefined);
    return () => leaving.abort();
  }, [draftId]);
  return elsewhere;
}

/** Two windows on one draft see each other, before they contradict each other. */
export function OtherWindow({ draftId }: { readonly draftId: string }) {
  if (!useElsewhere(draftId)) return null;
  return (
    <div role="status" className={classes.line} data-tone="caution" data-still>
      <IconBrowser size={16} aria-hidden />
      <span className={classes.words}>{say.rich("openElsewhere", { b: (inside) => <b key="b">{inside}</b> })}</span>
    </div>
  );
}
