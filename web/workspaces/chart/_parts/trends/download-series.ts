import { instantOf } from "../../../../ui/clinical/dates.ts";
import { downloadText, toCsv } from "./csv.ts";
import type { Series } from "./series.ts";
import { standingInEnglish } from "../../../../ui/clinical/interpretation.ts";
import { sayInEnglish } from "../results/words/index.ts";
import { bandText } from "./trend-sentence.ts";

const header = [
  "measurement",
  "date",
  "value",
  "lower value",
  "unit",
  "against range",
  "reference range",
  "range from",
];

/** The readings of plots as rows. Dates and digits as recorded (ISO 8601, "5.0"), words in English: for programs, not for reading. */
export function seriesCsv(all: readonly Series[]): string {
  const rows = all.flatMap((series) =>
    series.points.map(
      (point) =>
        [
          series.nameInFiles ?? series.name,
          point.when,
          point.digits.value,
          point.digits.under,
          series.unit,
          point.standing === undefined ? undefined : standingInEnglish(point.standing),
          bandText(series, sayInEnglish),
          series.bandSource,
        ] as const,
    ),
  );
  return toCsv(
    header,
    [...rows].sort((a, b) => (instantOf(a[1]) ?? 0) - (instantOf(b[1]) ?? 0)),
  );
}

/** The file's name tells no patient: download folders are synchronised and shown around. */
export function downloadSeries(name: string, all: readonly Series[]): void {
  downloadText(`${name}.csv`, "text/csv;charset=utf-8", seriesCsv(all));
}
