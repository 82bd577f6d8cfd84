import { formatDate, type Zone } from "../../../../ui/clinical/dates.ts";
import { isOutOfRange } from "../../../../ui/clinical/interpretation.ts";
import { formatMeasured } from "../../../../ui/clinical/numbers.ts";
import { joined } from "../../../../ui/clinical/quantities.ts";
import { say } from "../results/words/index.ts";
import type { Band, Series } from "./series.ts";

/** "3.5–5.3 mmol/L", "up to 139/89 mmHg"; undefined without a band. @param words the reader's, where nothing else is asked for */
export function bandText(series: Series, words = say): string | undefined {
  const { band, underBand, unit } = series;
  if (band === undefined) return undefined;
  const end = (one: Band, of: "low" | "high") => one.words?.[of] ?? formatMeasured(one[of] ?? 0);
  const span = (one: Band, of = ""): string => {
    if (one.low !== undefined && one.high !== undefined) return joined(`${end(one, "low")}–${end(one, "high")}`, of);
    return one.low !== undefined
      ? words("atLeast", { value: joined(end(one, "low"), of) })
      : words("upTo", { value: joined(end(one, "high"), of) });
  };
  if (underBand === undefined) return span(band, unit);
  const ends = (of: "low" | "high") => `${end(band, of)}/${end(underBand, of)}`;
  const whole = [band, underBand].every((one) => one.low !== undefined && one.high !== undefined);
  if (whole) return joined(`${ends("low")}–${ends("high")}`, unit);
  if (band.low === undefined && underBand.low === undefined)
    return words("upTo", { value: joined(ends("high"), unit) });
  return words("over", { upper: span(band), lower: span(underBand, unit) });
}

/**
 * What the plot shows, in words: the last reading against its range, how many were outside, the extremes, and the
 * change since the reading before. Only what was measured: no forecast, no verdict.
 */
export function trendSentence(series: Series, zone?: Zone): string {
  const { points } = series;
  const last = points.at(-1);
  if (last === undefined) return say("noReadings");
  const when = (text: string) => formatDate(text, zone);
  const newest = { value: last.text, day: when(last.when) };
  const first =
    last.standing === undefined
      ? say("lastOn", newest)
      : say("lastOnStanding", { ...newest, standing: lowered(last.standing.words) });
  const before = points.at(-2);
  if (before === undefined) return say("onlyReading", { first });
  // Of a pressure the upper value is compared, and the sentence says so.
  const isPressure = last.under !== undefined;
  const change = changeText(last.value - before.value, { unit: series.unit, since: when(before.when), isPressure });
  const parts = [say("withChange", { first, change })];
  const outside = points.filter((point) => isOutOfRange(point.standing)).length;
  const lowest = points.reduce((low, point) => (point.value < low.value ? point : low));
  const highest = points.reduce((high, point) => (point.value >= high.value ? point : high));
  const judgedPoints = points.some((point) => point.standing !== undefined);
  const count = points.length;
  const counted = !judgedPoints
    ? say("readings", { count })
    : outside === 0
      ? say("noneOut", { count })
      : say("someOut", { out: outside, count });
  parts.push(
    lowest.value === highest.value
      ? say("allSame", { counted, value: highest.bare })
      : say(isPressure ? "extremesSystolic" : "extremes", {
          counted,
          low: lowest.bare,
          lowDay: when(lowest.when),
          high: highest.bare,
          highDay: when(highest.when),
        }),
  );
  return parts.join(" ");
}

type Compared = { readonly unit: string; readonly since: string; readonly isPressure: boolean };

function changeText(change: number, { unit, since, isPressure }: Compared): string {
  const size = Number(Math.abs(change).toPrecision(10));
  if (size === 0) return say(isPressure ? "unchangedSystolic" : "unchanged", { day: since });
  const by = { size: sizeText(size, unit), day: since };
  return change > 0 ? say(isPressure ? "upSystolic" : "up", by) : say(isPressure ? "downSystolic" : "down", by);
}

/** A difference of percentages is told in points: "up 1%" could mean one hundredth of it. */
function sizeText(size: number, unit: string): string {
  if (unit === "%") return size === 1 ? say("percentPoint") : say("percentPoints", { size: formatMeasured(size) });
  return formatMeasured(size);
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
