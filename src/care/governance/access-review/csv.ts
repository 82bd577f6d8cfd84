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
    item.state,
    item.reviewer?.name ?? "",
    item.decidedBy ?? "",
    item.decidedAt === undefined ? "" : new Date(item.decidedAt).toISOString(),
    item.reason ?? "",
  ]);
  return [columns, ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet takes what begins with one of these for a formula: an apostrophe makes it text. Source: OWASP, "CSV Injection". */
const formula = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
