import { say } from "../words/index.ts";

/** A table as it is shown, printed and taken out. Numbers stay numbers in a spreadsheet. */
export type Cell = string | number | null;

export type FigureTable = {
  readonly title: string;
  readonly heads: readonly string[];
  /** In a spreadsheet; absent: as it comes. */
  readonly formats?: readonly (string | undefined)[];
  readonly rows: readonly (readonly Cell[])[];
};

/** One part of the page: its meaning in a sentence, what its words mean, and its tables. */
export type FigureText = {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly meaning: string;
  readonly tables: readonly FigureTable[];
};

/** What stands for a figure of too few. */
export const withheld = say("under", { fewest: 5 });

export function cellText(cell: Cell): string {
  return cell === null ? withheld : typeof cell === "number" ? String(cell) : cell;
}
