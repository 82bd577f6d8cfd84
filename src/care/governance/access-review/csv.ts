import type { OpenedReview } from "./access-reviews.ts";

const columns = [
  "campaign",
  "kind",
  "holder",
  "grant",
  "hint",
  "state",
  "reviewer",
  "decided by",
  "decided at",
  "reason",
] as const;

/** The campaign's result, one line a grant. Source of the format: RFC 4180. */
export function csvOf(review: Pick<OpenedReview, "title" | "items">): string {
  const lines = review.items.map((item) => [
    review.title,
    item.kind,
    item.holder,
    item.grant,
    item.hint ?? "",
    item.altered ? "altered" : item.state,
    item.reviewer?.name ?? "",
    item.decidedBy ?? "",
    item.decidedAt === undefined ? "" : new Date(item.decidedAt).toISOString(),
    item.reason ?? "",
  ]);
  return [columns, ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet takes what begins with one of these for a formula: an apostrophe makes it text. Where lists are separated by
 *  semicolons or tabs, a cell begins after each of those too, quoted or not. Source: OWASP, "CSV Injection". */
const formula = /(^|[;\t\r\n])(?=[=+\-@\t\r＝＋－＠])/g;

function cell(text: string): string {
  const safe = text.replace(formula, "$1'");
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
