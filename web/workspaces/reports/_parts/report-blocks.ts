import type { Report } from "../../../../contract/index.ts";
import type { Block } from "../../../../print/index.ts";
import { figures } from "../../../language/index.ts";
import { type FigureTable, cellText } from "./figure-table.ts";
import { textsOf } from "./texts-of.ts";
import { say } from "../words/index.ts";

const number = figures();
const money = figures({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = figures({ style: "percent" });

/** As a spreadsheet would show it. */
function printed(cell: string | number | null, format: string | undefined): string {
  if (typeof cell !== "number") return cellText(cell);
  if (format === "0%") return percent.format(cell);
  return format === "#,##0.00" ? money.format(cell) : number.format(cell);
}

function tableBlocks({ title, heads, rows, formats }: FigureTable): readonly Block[] {
  if (rows.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: title },
    {
      kind: "table",
      heads,
      rows: rows.map((row) => row.map((cell, at) => printed(cell, formats?.[at]))),
      shares: heads.map((_, at) => (at === 0 ? 3 : 2)),
    },
  ];
}

/** What stands on paper, in the order of the page: sentences and tables, for a plot says no more. */
export function reportBlocks(report: Report, head: readonly string[]): readonly Block[] {
  return [
    { kind: "heading", level: 1, text: say("report") },
    { kind: "lines", lines: head },
    ...textsOf(report).flatMap(({ title, sentence, meaning, tables }): Block[] => [
      { kind: "heading", level: 2, text: title },
      { kind: "paragraph", text: sentence },
      { kind: "paragraph", text: meaning, tone: "small" },
      ...tables.flatMap(tableBlocks),
    ]),
  ];
}
