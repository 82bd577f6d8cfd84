import { type PointerEvent, type RefObject, useEffect, useState } from "react";
import type { Block } from "./layout.ts";

type Place = { readonly column: string; readonly from: number; readonly until: number };

type Options = {
  readonly grid: RefObject<HTMLElement | null>;
  readonly hours: { readonly from: number; readonly until: number };
  readonly move: (block: Block, to: { readonly column: string; readonly minute: number }) => void;
};

type Dragging = {
  readonly block: Block;
  readonly from: string;
  readonly start: { readonly x: number; readonly y: number };
  /** Minutes between the block's beginning and where it was grabbed. */
  readonly grip: number;
  readonly target: Place | undefined;
};

/** What moves less than this is a click. */
const slack = 6;
const snap = 15;

/** Appointments are moved with a mouse or a pen; by touch the page scrolls, and the dialog moves them. */
export function useDrag({ grid, hours, move }: Options) {
  const [dragging, setDragging] = useState<Dragging | undefined>(undefined);

  useEffect(() => {
    if (dragging === undefined) return;
    const to = (event: globalThis.PointerEvent) => {
      const { x, y } = dragging.start;
      if (dragging.target === undefined && Math.hypot(event.clientX - x, event.clientY - y) < slack) return;
      const target = placeAt(event, dragging);
      if (target !== undefined) setDragging({ ...dragging, target });
    };
    const drop = () => {
      const { block, from, target } = dragging;
      setDragging(undefined);
      if (target === undefined || (target.column === from && target.from === block.from)) return;
      // The click that ends a drag opens nothing.
      addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
      move(block, { column: target.column, minute: target.from });
    };
    const leave = (event: globalThis.KeyboardEvent) => {
      if (event.key === "Escape") setDragging(undefined);
    };
    const cancel = () => setDragging(undefined);
    addEventListener("pointermove", to);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", cancel);
    addEventListener("keydown", leave);
    return () => {
      removeEventListener("pointermove", to);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", cancel);
      removeEventListener("keydown", leave);
    };
  });

  function placeAt({ clientX, clientY }: globalThis.PointerEvent, { block, grip }: Dragging): Place | undefined {
    for (const column of grid.current?.querySelectorAll<HTMLElement>("[data-column]") ?? []) {
      const box = column.getBoundingClientRect();
      if (clientX < box.left || clientX >= box.right) continue;
      const length = block.until - block.from;
      const minute = hours.from + ((clientY - box.top) / box.height) * (hours.until - hours.from) - grip;
      const from = Math.min(hours.until - length, Math.max(hours.from, Math.round(minute / snap) * snap));
      return { column: column.dataset["column"] ?? "", from, until: from + length };
    }
    return undefined;
  }

  return {
    /** The key of the block that is on its way. */
    dragged: dragging?.target === undefined ? undefined : dragging.block.key,
    target: dragging?.target,
    grab(event: PointerEvent<HTMLElement>, block: Block, column: string) {
      const [appointment, ...others] = block.appointments;
      if (event.button !== 0 || event.pointerType === "touch") return;
      if (others.length > 0 || !appointment.may.includes("move")) return;
      const box = event.currentTarget.getBoundingClientRect();
      const grip = ((event.clientY - box.top) / box.height) * (block.until - block.from);
      setDragging({ block, from: column, start: { x: event.clientX, y: event.clientY }, grip, target: undefined });
    },
  };
}
