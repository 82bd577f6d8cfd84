import { useCallback, useEffect, useRef, useState } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import { bookingDraft, type BookingDraft } from "./booking-draft.ts";
import { openKeptForms } from "./kept-forms.ts";

export type KeptBooking = {
  /** What was left unfinished, once the device has been asked. */
  readonly found: BookingDraft | undefined;
  readonly keep: (draft: BookingDraft) => void;
  readonly forget: () => void;
  /** The device keeps nothing: words would go with the window. */
  readonly isRefused: boolean;
};

const name = "booking";
const keyPause = 250;

/** The booking form's words on this device, from before and from now on. */
export function useKeptBooking(): KeptBooking {
  const { person } = useSession();
  const [found, setFound] = useState<BookingDraft | undefined>(undefined);
  const [isRefused, setRefused] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  const forms = useRef<ReturnType<typeof openKeptForms> | undefined>(undefined);
  const use = useCallback(() => (forms.current ??= openKeptForms(person.id, Date.now)), [person.id]);
  const refuse = useCallback(() => setRefused(true), []);
  useEffect(() => {
    forms.current = undefined;
    use()
      .then(async (kept) => setFound(bookingDraft.safeParse(await kept.get(name)).data))
      .catch(refuse);
  }, [use, refuse]);
  const write = useCallback(
    (draft: BookingDraft) => {
      use()
        .then((kept) => kept.put(name, draft))
        .catch(refuse);
    },
    [use, refuse],
  );
  return {
    found,
    isRefused,
    keep: useCallback(
      (draft) => {
        window.clearTimeout(timer.current);
        setFound(draft);
        // What is on its way to the server is kept before it goes.
        if (draft.isSent) return write(draft);
        timer.current = window.setTimeout(() => write(draft), keyPause);
      },
      [write],
    ),
    forget: useCallback(() => {
      window.clearTimeout(timer.current);
      setFound(undefined);
      use()
        .then((kept) => kept.remove(name))
        .catch(refuse);
    }, [use, refuse]),
  };
}
