import { ChartError } from "../../../custody/chart/index.ts";
import { parsePairs } from "./query-pairs.ts";

/** Of one bundle. Each opens as many entries as there are to count, up to a bound of its own. */
const most = 20;

function counts(query: string): boolean {
  return parsePairs(query).some(
    ([name, value]) =>
      (name === "_total" && value !== "none") ||
      (name === "_summary" && value === "count") ||
      (name === "_count" && Number(value) === 0),
  );
}

/** Lets so many entries of one bundle count the ledger's. @returns what each entry is shown to; it throws ChartError `chart/too-costly` */
export function fewLedgerCounts(): (path: readonly string[], query: string) => void {
  let counted = 0;
  return ([type], query) => {
    if (type !== "AuditEvent" || !counts(query)) return;
    counted += 1;
    if (counted > most)
      throw new ChartError(
        "chart/too-costly",
        `a bundle counts entries of the ledger ${most} times: ask for the rest in another`,
        {
          path: "_total",
        },
      );
  };
}
