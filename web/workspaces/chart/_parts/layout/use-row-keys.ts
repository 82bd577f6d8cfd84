import { type RefObject, useEffect } from "react";
import { singleKeysOn } from "../../../../app/shell/single-keys.ts";
import { isTakenKey } from "./is-typing.ts";

/** `j`/`k` and the arrows move the focus along the elements with `data-row`; Enter is the row's own. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inside = list.current?.contains(document.activeElement) ?? false;
      const single = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
      const arrow = inside && event.key === "ArrowDown" ? 1 : inside && event.key === "ArrowUp" ? -1 : 0;
      const by = single !== 0 && singleKeysOn() ? single : arrow;
      if (by === 0 || isTakenKey(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
      const next = rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [list]);
}
