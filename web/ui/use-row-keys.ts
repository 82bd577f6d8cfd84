import { type RefObject, useEffect, useRef } from "react";

/**
 * j, k and the arrow keys move the focus between the `[data-row]` elements inside the referenced element; Enter is the link's own.
 * From a field marked `data-row-field` the down arrow leads into the rows, and from the first row the up arrow leads back.
 */
export function useRowKeys<T extends HTMLElement>(): RefObject<T | null> {
  const container = useRef<T>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const element = container.current;
      if (element === null || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("dialog[open], [role=dialog]") !== null) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      const inRows = target !== undefined && element.contains(target);
      const fromField = target?.matches("[data-row-field]") === true;
      const step = stepOf(event.key, {
        inRows,
        fromField,
        typing: target?.matches("input, textarea, select, [contenteditable]") === true,
        idle: target === document.body || target?.matches("h1, main") === true,
      });
      if (step === undefined) return;
      const rows = [...element.querySelectorAll<HTMLElement>("[data-row]")];
      const here = rows.findIndex((row) => row === target || row.closest("tr, li")?.contains(target ?? null) === true);
      const next =
        here < 0
          ? step > 0
            ? rows[0]
            : undefined
          : here + step < 0
            ? document.querySelector<HTMLElement>("[data-row-field]")
            : rows[here + step];
      if (next === null || next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return container;
}

type Place = {
  readonly inRows: boolean;
  readonly fromField: boolean;
  readonly typing: boolean;
  readonly idle: boolean;
};

/** Which way a key leads from this place: 1 down, -1 up. */
export function stepOf(key: string, place: Place): 1 | -1 | undefined {
  if (place.fromField) return key === "ArrowDown" ? 1 : undefined;
  if (place.typing) return undefined;
  if (key === "ArrowDown" || key === "ArrowUp") return place.inRows ? (key === "ArrowDown" ? 1 : -1) : undefined;
  if (!place.inRows && !place.idle) return undefined;
  if (key === "j") return 1;
  if (key === "k") return -1;
  return undefined;
}
