import { useEffect, useRef } from "react";
import { keyReader } from "./key-sequence.ts";
import { singleKeysOn } from "./single-keys.ts";

/** Single keys of the page in front: not while somebody types, not under a dialog or a menu, not after `g`, and not where they are off. */
export function usePageKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const read = keyReader({ singleKeys: singleKeysOn });
    const onKey = (event: KeyboardEvent) => {
      const press = { key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey };
      const typing =
        event.target instanceof HTMLElement &&
        event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
      const isShells = read({ ...press, typing }, event.timeStamp) !== undefined;
      if (isShells || typing || event.defaultPrevented || press.ctrl || press.meta || press.alt || !singleKeysOn())
        return;
      if (document.querySelector("dialog[open], [role=dialog], [role=menu]") !== null) return;
      const act = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
