/** A spreadsheet takes what begins with one of these for a formula. Where lists are separated by semicolons or tabs, a cell begins
 *  after each of those too, quoted or not. Source: OWASP, "CSV Injection". */
const formula = /(^|[;\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;

/** Marks that isolate parts of a line on the screen. */
const isolating = /[\u2066-\u2069]/g;

/** A cell as RFC 4180 has it, which no spreadsheet program runs. */
export function csvCell(text: string): string {
  const safe = text.replaceAll(isolating, "").replace(formula, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
