import { useRef, useState } from "react";
import type { z } from "zod";
import { useKeptForm } from "../../people/_parts/use-kept-form.ts";
import { say } from "../words/index.ts";

/** What is typed in a dialog, with where it is. */
export type Typed<T> = {
  readonly value: T;
  readonly isTyped: boolean;
  readonly change: (part: Partial<T>) => void;
  /** Nothing of it is left here: it was kept, or thrown away. */
  readonly done: (then: () => void) => void;
  /** A sentence about it; empty before anything is typed. */
  readonly where: string;
};

/** A dialog's words, sealed on this device until they are kept: closing it, or a window that goes, loses nothing.
 *  @param initial what the form begins with, where nothing was left unfinished */
export function useTyped<T extends object>(name: string, schema: z.ZodType<T>, initial: () => T): Typed<T> {
  const [begun] = useState(initial);
  const [typed, setTyped] = useState<T>();
  const [wasFound, setFound] = useState(false);
  const isOver = useRef(false);
  const kept = useKeptForm(name, schema, (found) => {
    // Whoever was quicker than the device has begun anew.
    setTyped((now) => now ?? found);
    setFound(true);
  });
  const value = typed ?? begun;
  return {
    value,
    isTyped: typed !== undefined,
    change(part) {
      if (isOver.current) return;
      const next = { ...value, ...part };
      setTyped(next);
      kept.keep(next);
    },
    done(then) {
      isOver.current = true;
      kept.forgetThen(then);
    },
    where:
      typed === undefined
        ? ""
        : kept.isRefused
          ? say("notSavedNowhere")
          : kept.isKept
            ? say(wasFound ? "notSavedFound" : "notSavedKept")
            : say("notSavedYet"),
  };
}
