import type { ImportProgress } from "../../../../contract/index.ts";

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
    .map((row) => `${row.map(cell).join(",")}\r\n`)
    .join("");
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
