import { useCallback, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { useSession } from "../../../app/session/use-session.ts";
import { type Keeper, runKeeper } from "../../desk/_parts/keeper.ts";
import { openKeptForms } from "../../desk/_parts/kept-forms.ts";

export type KeptForm<T> = {
  /** @param isUrgent it is about to be sent */
  readonly keep: (value: T, isUrgent?: boolean) => void;
  readonly forget: () => void;
  /** What follows a form that is done comes once nothing of it is left here: else a window that is closed at once would send it again. */
  readonly forgetThen: (act: () => void) => void;
  /** The device keeps nothing: words would go with the window. */
  readonly isRefused: boolean;
  /** The last words are on the device. */
  readonly isKept: boolean;
};

/** A form's words on this device, sealed, from before and from now on.
 *  @param onFound told once of what was left unfinished */
export function useKeptForm<T>(name: string, schema: z.ZodType<T>, onFound: (value: T) => void): KeptForm<T> {
  const { person } = useSession();
  const [isRefused, setRefused] = useState(false);
  const [isKept, setKept] = useState(false);
  const keeper = useRef<Keeper<T> | undefined>(undefined);
  const forms = useRef<ReturnType<typeof openKeptForms> | undefined>(undefined);
  const tell = useRef(onFound);
  tell.current = onFound;
  const use = useCallback(() => (forms.current ??= openKeptForms(person.id, Date.now)), [person.id]);
  const refuse = useCallback(() => setRefused(true), []);
  useEffect(() => {
    let isGone = false;
    forms.current = undefined;
    keeper.current = undefined;
    use()
      .then(async (kept) => {
        const found = schema.safeParse(await kept.get(name)).data;
        if (found === undefined || isGone) return;
        if (keeper.current === undefined) setKept(true);
        tell.current(found);
      })
      .catch(refuse);
    return () => {
      isGone = true;
    };
  }, [use, refuse, name, schema]);
  const forgetThen = useCallback(
    (act: () => void) => {
      keeper.current?.stop();
      void use()
        .then((kept) => kept.remove(name))
        .catch(refuse)
        .finally(act);
    },
    [use, refuse, name],
  );
  return {
    isRefused,
    isKept,
    keep: useCallback(
      (value, isUrgent) => {
        keeper.current ??= runKeeper<T>({
          put: (next) => use().then((kept) => kept.put(name, next)),
          told: setKept,
          refused: refuse,
        });
        keeper.current.keep(value, isUrgent);
      },
      [use, refuse, name],
    ),
    forget: useCallback(() => forgetThen(() => undefined), [forgetThen]),
    forgetThen,
  };
}
