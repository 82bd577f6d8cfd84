import type { ImportProgress } from "../../../../contract/index.ts";
import { csvCell } from "../../../ui/csv-cell.ts";

/** Refused entries as a spreadsheet file (RFC 4180), safe to open: no cell can start a formula. */
export function refusalCsv(refusals: ImportProgress["refusals"]): string {
  const rows = refusals.map(({ entry, resource, code, path, message }) => [
    String(entry),
    resource,
    code,
    path ?? "",
    message,
  ]);
  return [["entry", "resource", "code", "path", "message"], ...rows]
    .map((row) => `${row.map(csvCell).join(",")}\r\n`)
    .join("");
}
