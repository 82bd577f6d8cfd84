import { isCritical, isOutOfRange } from "../../../../ui/clinical/interpretation.ts";
import { linearScale, valueExtent } from "./scale.ts";
import type { Series } from "./series.ts";
import classes from "./TimePlot.module.css";

/** A course at a glance, beside its last value. Decoration for the eye: the value and its words stand next to it. */
export function Sparkline({
  series,
  width = 110,
  height = 30,
}: {
  readonly series: Series;
  readonly width?: number;
  readonly height?: number;
}) {
  const points = series.points.slice(-24);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return <svg width={width} height={height} aria-hidden />;
  const x = linearScale({ low: points[0]?.at ?? 0, high: last.at }, 4, width - 5);
  const values = points.flatMap((point) => (point.under === undefined ? [point.value] : [point.value, point.under]));
  const y = linearScale(valueExtent(values, [series.band?.low, series.band?.high]), height - 3, 3);
  const upper = y.at(Math.min(y.extent.high, series.band?.high ?? y.extent.high));
  const lower = y.at(Math.max(y.extent.low, series.band?.low ?? y.extent.low));
  const path = (of: (point: (typeof points)[number]) => number) =>
    points.map((point) => `${x.at(point.at).toFixed(1)},${y.at(of(point)).toFixed(1)}`).join(" ");
  return (
    <svg width={width} height={height} aria-hidden>
      {series.band !== undefined && lower > upper && (
        <rect className={classes.band} x={0} width={width} y={upper} height={lower - upper} />
      )}
      <polyline className={classes.line} points={path((point) => point.value)} />
      {last.under !== undefined && (
        <polyline className={classes.line} points={path((point) => point.under ?? point.value)} />
      )}
      <circle
        className={classes.dot}
        data-tone={isCritical(last.standing) ? "critical" : isOutOfRange(last.standing) ? "out" : "in"}
        cx={x.at(last.at)}
        cy={y.at(last.value)}
        r={3}
      />
    </svg>
  );
}
