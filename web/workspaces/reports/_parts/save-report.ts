import type { Report, ReportFormat } from "../../../../contract/index.ts";
import { language } from "../../../language/index.ts";
import { csvCell } from "../../../ui/csv-cell.ts";
import { fetchHousePaper } from "../../../app/house-paper.ts";
import { dateTimeText } from "../../../ui/dates.ts";
import { saveFile } from "../../../ui/save-file.ts";
import { type FigureText, cellText } from "./figure-table.ts";
import { textsOf } from "./texts-of.ts";
import { daysText } from "./words.ts";
import { say } from "../words/index.ts";

type House = { readonly name: string };

/** What stands above every form of it. */
export function headOf(report: Report, house: House): readonly string[] {
  const branch = report.branches.find(({ id }) => id === report.branch)?.name ?? say("allBranches");
  return [
    `${house.name} · ${branch}`,
    say("besideDays", { days: daysText(report.days), before: daysText(report.before) }),
    say("madeAt", { time: dateTimeText(report.madeAt, report.timeZone) }),
    ...(report.fewest === undefined ? [] : [say("countsNearest", { fewest: report.fewest })]),
  ];
}

/** All tables one under the other. No cell is taken for a formula. */
export function reportCsv(report: Report, house: House): string {
  const lines = [
    ...headOf(report, house).map((line) => [line]),
    ...textsOf(report).flatMap(({ title, sentence, tables }) => [
      [],
      [title],
      [sentence],
      ...tables.flatMap((table) => [[table.title], [...table.heads], ...table.rows.map((row) => row.map(cellText))]),
    ]),
  ];
  // Spreadsheet programs take UTF-8 for something else without the mark.
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

/** A name that a spreadsheet's sheet may have: none of []*?:/\, and 31 letters. */
function sheetName(title: string): string {
  return title.replaceAll(/[[\]*?:/\\]/g, " ").slice(0, 31);
}

type XlsxCell =
  | string
  | {
      readonly value: string | number;
      readonly type?: NumberConstructor | StringConstructor;
      readonly format?: string;
      readonly fontWeight?: "bold";
    };

/** A sheet for each part. Cells are numbers or texts, and none is a formula. */
export function sheetsOf(report: Report, house: House) {
  return textsOf(report).map((text) => ({
    sheet: sheetName(text.title),
    data: rowsOf(text, headOf(report, house)),
    columns: [{ width: 34 }, { width: 22 }, { width: 18 }, { width: 18 }, { width: 18 }],
  }));
}

function rowsOf({ title, sentence, meaning, tables }: FigureText, head: readonly string[]): XlsxCell[][] {
  const words = (value: string): XlsxCell => ({ value, type: String });
  const strong = (value: string): XlsxCell => ({ value, type: String, fontWeight: "bold" });
  return [
    [strong(title)],
    ...head.map((line) => [words(line)]),
    [words(sentence)],
    [words(meaning)],
    ...tables.flatMap((table) => [
      [],
      [strong(table.title)],
      table.heads.map(strong),
      ...table.rows.map((row) =>
        row.map((cell, at): XlsxCell => {
          const format = table.formats?.[at];
          return typeof cell === "number"
            ? { value: cell, type: Number, ...(format === undefined ? {} : { format }) }
            : words(cellText(cell));
        }),
      ),
    ]),
  ];
}

async function pdfOf(report: Report, house: House): Promise<Uint8Array<ArrayBuffer>> {
  const [{ printDocument }, { loadFace }, { reportBlocks }, paper] = await Promise.all([
    import("../../../../print/index.ts"),
    import("../../rights/_parts/package/print-package.ts"),
    import("./report-blocks.ts"),
    fetchHousePaper(report.branch),
  ]);
  const { bytes } = await printDocument(
    {
      title: say("reportOf", { days: daysText(report.days) }),
      author: house.name,
      language: language.tag.slice(0, 2),
      ...paper,
      madeAt: Date.parse(report.madeAt),
      foot: `${house.name} · ${daysText(report.days)}`,
      blocks: reportBlocks(report, headOf(report, house)),
    },
    loadFace,
  );
  return bytes;
}

/** Makes a file of a report and hands it to the browser. What makes it is fetched when it is wanted. */
export async function saveReport(report: Report, format: ReportFormat, house: House): Promise<void> {
  const name = `report-${report.days.from}-${report.days.to}.${format}`;
  switch (format) {
    case "csv":
      return saveFile(name, reportCsv(report, house), "text/csv;charset=utf-8");
    case "xlsx": {
      const { default: writeExcelFile } = await import("write-excel-file/browser");
      const blob = await writeExcelFile(sheetsOf(report, house)).toBlob();
      return saveFile(name, new Uint8Array(await blob.arrayBuffer()), blob.type);
    }
    case "pdf":
      return saveFile(name, await pdfOf(report, house), "application/pdf");
  }
}
