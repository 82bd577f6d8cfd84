import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useSession } from "../session/use-session.ts";
import { keyReader } from "./key-sequence.ts";
import { sectionsFor } from "./sections.ts";
import { singleKeysOn } from "./single-keys.ts";

type Doors = { readonly openPalette: () => void; readonly openShortcuts: () => void };

/** Listens for the shell's keys. `/` goes to the page's own search field (`data-search`), else to the patient search. */
export function useKeys(doors: Doors): void {
  const session = useSession();
  const navigate = useNavigate();
  const latest = useRef(doors);
  latest.current = doors;
  useEffect(() => {
    const read = keyReader({ singleKeys: singleKeysOn });
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]") !== null) return;
      const wish = read(
        { key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey, typing: isTyping(event.target) },
        event.timeStamp,
      );
      if (wish === undefined) return;
      event.preventDefault();
      switch (wish.kind) {
        case "palette":
          latest.current.openPalette();
          return;
        case "shortcuts":
          latest.current.openShortcuts();
          return;
        case "search": {
          const field = document.querySelector<HTMLInputElement>("main [data-search]");
          if (field !== null) field.focus();
          else latest.current.openPalette();
          return;
        }
        case "go": {
          const section = sectionsFor(session).find((one) => one.key === wish.key);
          if (section !== undefined) void navigate({ to: section.to });
          return;
        }
        case "wait":
          return;
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [session, navigate]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))
  );
}
