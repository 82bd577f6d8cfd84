import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { isUnanswered, useResend } from "../../desk/_parts/use-resend.ts";
import { type KeptForm, useKeptForm } from "./use-kept-form.ts";

/** What every form has that is done once, however often it is sent. */
type SentOnce = {
  /** The same for every try: what was done isn't done again. */
  readonly requestId: string;
  /** It was sent, and no answer came yet. */
  readonly isSent: boolean;
};

type Options<T extends SentOnce> = {
  /** Of the form on this device. */
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly begin: () => T;
  readonly mutation: { readonly error: Error | null; readonly isPending: boolean };
  /** Whether what an earlier window sent can go out again as it was: always, unless something of it isn't kept. */
  readonly resumes?: (found: T) => boolean;
  /** @param done takes what follows, and does it once nothing of the form is left here, nor shown */
  readonly send: (draft: T, done: (act: () => void) => void) => void;
};

type OnceForm<T extends SentOnce> = {
  readonly draft: T;
  readonly change: (part: Partial<T>) => void;
  readonly isTyped: boolean;
  readonly kept: KeptForm<T>;
  /** Keeps it as sent, and sends it. */
  readonly submit: () => void;
};

/**
 * A form whose words are on this device until it is done. What got no answer goes out again by itself, also from the next window that
 * shows the form; what the server refused waits for whoever typed it.
 */
export function useSentOnce<T extends SentOnce>({
  name,
  schema,
  begin,
  mutation,
  resumes = () => true,
  send,
}: Options<T>): OnceForm<T> {
  const [draft, setDraft] = useState(begin);
  const [isTyped, setTyped] = useState(false);
  const isDue = useRef(false);
  const kept = useKeptForm(name, schema, (found) => {
    // Whoever was quicker than the device has begun anew.
    if (isTyped) return;
    isDue.current = found.isSent && resumes(found);
    setDraft({ ...found, isSent: isDue.current });
    setTyped(true);
  });
  const take = (next: T) => {
    setDraft(next);
    setTyped(true);
    kept.keep(next, next.isSent);
  };
  const done = (act: () => void) =>
    kept.forgetThen(() => {
      setDraft(begin());
      setTyped(false);
      act();
    });
  const again = () => send(draft, done);
  useResend(mutation.error, mutation.isPending, again);
  const isRefused = mutation.error !== null && !mutation.isPending && !isUnanswered(mutation.error);
  const latest = useRef({ again, draft, take });
  latest.current = { again, draft, take };
  useEffect(() => {
    if (!isDue.current) return;
    isDue.current = false;
    latest.current.again();
  }, [draft]);
  useEffect(() => {
    if (isRefused) latest.current.take({ ...latest.current.draft, isSent: false });
  }, [isRefused]);
  return {
    draft,
    change: (part) => take({ ...draft, ...part }),
    isTyped,
    kept,
    submit() {
      const next = { ...draft, isSent: true };
      take(next);
      send(next, done);
    },
  };
}
