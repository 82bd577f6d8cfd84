import type { Block } from "./layout.ts";

/** What has the focus in the grid: a stretch of a column, empty or an appointment. */
export type GridPlace = { readonly column: number; readonly from: number; readonly until: number };

type Grid = {
  readonly columns: readonly { readonly blocks: readonly Pick<Block, "key" | "from" | "until">[] }[];
  readonly hours: { readonly from: number; readonly until: number };
  /** Minutes of an empty cell. */
  readonly step: number;
};

/** Where a key leads: to the appointment that covers the place, or to the empty cell. Undefined for keys that lead nowhere. */
export function stepFrom(
  { columns, hours, step }: Grid,
  at: GridPlace,
  key: string,
): { readonly column: number; readonly row: number; readonly block: string | undefined } | undefined {
  const last = hours.until - 1;
  const wished = wishedPlace(at, key, step);
  if (wished === undefined) return undefined;
  const column = Math.min(columns.length - 1, Math.max(0, wished.column));
  const minute = Math.min(last, Math.max(hours.from, wished.minute));
  const block = columns[column]?.blocks.find(({ from, until }) => from <= minute && minute < until);
  return { column, row: Math.floor((minute - hours.from) / step), block: block?.key };
}

function wishedPlace({ column, from, until }: GridPlace, key: string, step: number) {
  switch (key) {
    case "ArrowLeft":
      return { column: column - 1, minute: from };
    case "ArrowRight":
      return { column: column + 1, minute: from };
    case "ArrowUp":
      return { column, minute: from - 1 };
    case "ArrowDown":
      return { column, minute: until };
    case "PageUp":
      return { column, minute: from - 4 * step };
    case "PageDown":
      return { column, minute: from + 4 * step };
    case "Home":
      return { column: 0, minute: from };
    case "End":
      return { column: Number.POSITIVE_INFINITY, minute: from };
  }
  return undefined;
}
