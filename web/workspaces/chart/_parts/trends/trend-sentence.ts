import { formatDate, type Zone } from "../../../../ui/clinical/dates.ts";
import { isOutOfRange } from "../../../../ui/clinical/interpretation.ts";
import { formatMeasured } from "../../../../ui/clinical/numbers.ts";
import { joined } from "../../../../ui/clinical/quantities.ts";
import type { Band, Series } from "./series.ts";

/** "3.5–5.3 mmol/L", "up to 139/89 mmHg"; undefined without a band. */
export function bandText(series: Series): string | undefined {
  const { band, underBand, unit } = series;
  if (band === undefined) return undefined;
  const end = (one: Band, of: "low" | "high") => one.words?.[of] ?? formatMeasured(one[of] ?? 0);
  const span = (one: Band): string => {
    if (one.low !== undefined && one.high !== undefined) return `${end(one, "low")}–${end(one, "high")}`;
    return one.low !== undefined ? `at least ${end(one, "low")}` : `up to ${end(one, "high")}`;
  };
  if (underBand === undefined) return joined(span(band), unit);
  const ends = (of: "low" | "high") => `${end(band, of)}/${end(underBand, of)}`;
  const whole = [band, underBand].every((one) => one.low !== undefined && one.high !== undefined);
  if (whole) return joined(`${ends("low")}–${ends("high")}`, unit);
  if (band.low === undefined && underBand.low === undefined) return joined(`up to ${ends("high")}`, unit);
  return joined(`${span(band)} over ${span(underBand)}`, unit);
}

/**
 * What the plot shows, in words: the last reading against its range, how many were outside, the extremes, and the
 * change since the reading before. Only what was measured: no forecast, no verdict.
 */
export function trendSentence(series: Series, zone?: Zone): string {
  const { points } = series;
  const last = points.at(-1);
  if (last === undefined) return "No readings in this period.";
  const when = (text: string) => formatDate(text, zone);
  const judgement = last.standing === undefined ? "" : `, ${lowered(last.standing.words)}`;
  const first = `Last ${last.text} on ${when(last.when)}${judgement}`;
  const before = points.at(-2);
  if (before === undefined) return `${first}. The only reading in this period.`;
  // Of a pressure the upper value is compared, and the sentence says so.
  const upper = last.under === undefined ? "" : "systolic ";
  const parts = [`${first}; ${upper}${changeText(last.value - before.value, series.unit, when(before.when))}.`];
  const outside = points.filter((point) => isOutOfRange(point.standing)).length;
  const lowest = points.reduce((low, point) => (point.value < low.value ? point : low));
  const highest = points.reduce((high, point) => (point.value >= high.value ? point : high));
  const judgedPoints = points.some((point) => point.standing !== undefined);
  const counted = judgedPoints
    ? `${outside === 0 ? "None" : outside} of ${points.length} readings out of range`
    : `${points.length} readings`;
  parts.push(
    lowest.value === highest.value
      ? `${counted}, all ${highest.bare}.`
      : `${counted}; lowest ${upper}${lowest.bare} on ${when(lowest.when)}, highest ${highest.bare} on ${when(highest.when)}.`,
  );
  return parts.join(" ");
}

function changeText(change: number, unit: string, since: string): string {
  const size = Number(Math.abs(change).toPrecision(10));
  if (size === 0) return `unchanged since ${since}`;
  return `${change > 0 ? "up" : "down"} ${sizeText(size, unit)} since ${since}`;
}

/** A difference of percentages is told in points: "up 1%" could mean one hundredth of it. */
function sizeText(size: number, unit: string): string {
  if (unit === "%") return size === 1 ? "1 point" : `${formatMeasured(size)} points`;
  return formatMeasured(size);
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
