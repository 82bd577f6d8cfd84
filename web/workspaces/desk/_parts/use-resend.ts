import { useEffect, useRef } from "react";
import { RequestFailure } from "../../../app/api/request-failure.ts";

/** What an earlier window sent, and never heard of, goes out once more when its form is there. */
export function useSentBefore(wasSent: boolean, send: () => void): void {
  const isDue = useRef(wasSent);
  useEffect(() => {
    if (!isDue.current) return;
    isDue.current = false;
    send();
  });
}

export function isUnanswered(error: unknown): boolean {
  return error instanceof RequestFailure && (error.kind === "unreachable" || error.status >= 502);
}

const pause = 4_000;

/** Sends again what got no answer: every few seconds, and when the connection comes back. The request's own number keeps it from being done twice. */
export function useResend(error: unknown, isPending: boolean, send: () => void): void {
  const latest = useRef(send);
  latest.current = send;
  const isDue = isUnanswered(error) && !isPending;
  useEffect(() => {
    if (!isDue) return;
    const again = () => latest.current();
    const timer = window.setTimeout(again, pause);
    window.addEventListener("online", again);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [isDue]);
}
