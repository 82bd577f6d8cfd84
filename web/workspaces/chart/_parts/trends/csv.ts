import { csvCell } from "../../../../ui/csv-cell.ts";

/** RFC 4180, with a byte-order mark so that spreadsheet programs read UTF-8. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  return `\u{feff}${[header, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

function cell(value: string | undefined): string {
  if (value === undefined) return "";
  return number.test(value) ? value : csvCell(value);
}

/** Hands a text to the browser as a file. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
