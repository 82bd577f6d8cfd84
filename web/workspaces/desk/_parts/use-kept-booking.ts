import { useCallback, useEffect, useRef, useState } from "react";
import { useSession } from "../../../app/session/use-session.ts";
import { bookingDraft, type BookingDraft } from "./booking-draft.ts";
import { type Keeper, runKeeper } from "./keeper.ts";
import { openKeptForms } from "./kept-forms.ts";

export type KeptBooking = {
  /** What was left unfinished, once the device has been asked. */
  readonly found: BookingDraft | undefined;
  readonly keep: (draft: BookingDraft) => void;
  readonly forget: () => void;
  /** What follows a booking comes once nothing of it is left here: else a window that is closed at once would send it again. */
  readonly forgetThen: (act: () => void) => void;
  /** The device keeps nothing: words would go with the window. */
  readonly isRefused: boolean;
  /** The last words are on the device. */
  readonly isKept: boolean;
};

const name = "booking";

/** The booking form's words on this device, from before and from now on. */
export function useKeptBooking(): KeptBooking {
  const { person } = useSession();
  const [found, setFound] = useState<BookingDraft | undefined>(undefined);
  const [isRefused, setRefused] = useState(false);
  const [isKept, setKept] = useState(false);
  const keeper = useRef<Keeper<BookingDraft> | undefined>(undefined);
  const forms = useRef<ReturnType<typeof openKeptForms> | undefined>(undefined);
  const use = useCallback(() => (forms.current ??= openKeptForms(person.id, Date.now)), [person.id]);
  const refuse = useCallback(() => setRefused(true), []);
  useEffect(() => {
    forms.current = undefined;
    keeper.current = undefined;
    use()
      .then(async (kept) => setFound(bookingDraft.safeParse(await kept.get(name)).data))
      .catch(refuse);
  }, [use, refuse]);
  const forgetThen = useCallback(
    (act: () => void) => {
      keeper.current?.stop();
      setFound(undefined);
      void use()
        .then((kept) => kept.remove(name))
        .catch(refuse)
        .finally(act);
    },
    [use, refuse],
  );
  return {
    found,
    isRefused,
    isKept,
    keep: useCallback(
      (draft) => {
        keeper.current ??= runKeeper<BookingDraft>({
          put: (next) => use().then((kept) => kept.put(name, next)),
          told: setKept,
          refused: refuse,
        });
        setFound(draft);
        // What is on its way to the server is kept before it goes.
        keeper.current.keep(draft, draft.isSent);
      },
      [use, refuse],
    ),
    forget: useCallback(() => forgetThen(() => undefined), [forgetThen]),
    forgetThen,
  };
}
