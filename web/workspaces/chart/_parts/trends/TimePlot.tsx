import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { isCritical, isOutOfRange, type Standing } from "../../../../ui/clinical/interpretation.ts";
import { formatMeasured } from "../../../../ui/clinical/numbers.ts";
import { type Extent, linearScale, niceTicks, type Scale, valueExtent } from "./scale.ts";
import type { Band, Point, Series } from "./series.ts";
import { say } from "../results/words/index.ts";
import { timeTicks } from "./time-axis.ts";
import classes from "./TimePlot.module.css";

type Props = {
  readonly series: Series;
  readonly extent: Extent;
  readonly width: number;
  readonly height: number;
  /** Moments marked across the plot. */
  readonly marks?: readonly number[];
  /** The moment under the pointer, shared by plots on one axis. */
  readonly at: number | undefined;
  readonly onAt: (at: number | undefined) => void;
  /** The sentence that says what the plot shows. */
  readonly label: string;
  readonly showDates?: boolean;
};

export const plotGutter = { start: 40, end: 14 } as const;
const top = 8;

/**
 * One series over time with its reference band. Arrow keys step through the readings and say each one; the table
 * beside it holds them all.
 */
export function TimePlot({ series, extent, width, height, marks = [], at, onAt, label, showDates = false }: Props) {
  const clip = useId();
  const [spoken, setSpoken] = useState("");
  const bottom = height - (showDates ? 20 : 6);
  const x = linearScale(extent, plotGutter.start, Math.max(plotGutter.start + 1, width - plotGutter.end));
  const values = series.points.flatMap((point) =>
    point.under === undefined ? [point.value] : [point.value, point.under],
  );
  const y = linearScale(
    valueExtent(values, [series.band?.low, series.band?.high, series.underBand?.low, series.underBand?.high]),
    bottom,
    top,
  );
  const chosen = at === undefined ? undefined : nearest(series.points, at, x);
  const ticks = niceTicks(y.extent, height < 110 ? 3 : 4);

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left;
    const share = (event.clientX - left - plotGutter.start) / Math.max(1, width - plotGutter.start - plotGutter.end);
    onAt(extent.low + Math.min(1, Math.max(0, share)) * (extent.high - extent.low));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0 && event.key !== "Escape") return;
    event.preventDefault();
    if (by === 0) return onAt(undefined);
    const index = chosen === undefined ? (by > 0 ? -1 : series.points.length) : series.points.indexOf(chosen);
    const next = series.points[Math.min(series.points.length - 1, Math.max(0, index + by))];
    if (next === undefined) return;
    onAt(next.at);
    setSpoken(
      next.standing === undefined
        ? say("spoken", { time: formatDateTime(next.when), value: next.text })
        : say("spokenStanding", {
            time: formatDateTime(next.when),
            value: next.text,
            standing: next.standing.words,
          }),
    );
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys step through the readings
    <div
      className={classes.plot}
      role="group"
      aria-label={say("plotOf", { name: series.name, sentence: label })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes the arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => onAt(undefined)}
    >
      <svg
        width={width}
        height={height}
        aria-hidden
        onPointerMove={onPointerMove}
        onPointerLeave={() => onAt(undefined)}
      >
        <clipPath id={clip}>
          <rect
            x={plotGutter.start}
            y={top - 6}
            width={Math.max(0, width - plotGutter.start - plotGutter.end + 6)}
            height={bottom - top + 10}
          />
        </clipPath>
        <BandArea band={series.band} x={x} y={y} />
        <BandArea band={series.underBand} x={x} y={y} under />
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              className={classes.grid}
              x1={plotGutter.start}
              x2={width - plotGutter.end}
              y1={y.at(tick)}
              y2={y.at(tick)}
            />
            <text className={classes.tick} x={plotGutter.start - 6} y={y.at(tick)} dy="0.32em" textAnchor="end">
              {formatMeasured(tick)}
            </text>
          </g>
        ))}
        {timeTicks(extent, Math.max(2, Math.floor(width / 70))).map((tick) => (
          <g key={tick.at}>
            <line
              className={classes.grid}
              data-strong={tick.strong}
              x1={x.at(tick.at)}
              x2={x.at(tick.at)}
              y1={top}
              y2={bottom}
            />
            {showDates && (
              <text
                className={classes.tick}
                data-strong={tick.strong}
                x={x.at(tick.at)}
                y={height - 5}
                textAnchor="middle"
              >
                {tick.label}
              </text>
            )}
          </g>
        ))}
        {marks.map((mark) => (
          <line key={mark} className={classes.mark} x1={x.at(mark)} x2={x.at(mark)} y1={0} y2={bottom} />
        ))}
        {at !== undefined && <line className={classes.cross} x1={x.at(at)} x2={x.at(at)} y1={0} y2={bottom} />}
        <g clipPath={`url(#${clip})`}>
          {series.points.some((point) => point.under !== undefined) ? (
            <Spans points={series.points} x={x} y={y} />
          ) : (
            <Line points={series.points} x={x} y={y} />
          )}
          {series.points.map((point, index) => (
            <Dot key={index} point={point} x={x} y={y} crowded={series.points.length > 160} />
          ))}
          {chosen !== undefined && (
            <circle className={classes.ring} cx={x.at(chosen.at)} cy={y.at(chosen.value)} r={6.5} />
          )}
        </g>
      </svg>
      {chosen !== undefined && <Bubble point={chosen} left={x.at(chosen.at)} width={width} />}
      <span aria-live="polite" className="wb-visually-hidden">
        {spoken}
      </span>
    </div>
  );
}

/** The reading at a moment: the nearest, unless it lies far from the pointer. */
function nearest(points: readonly Point[], at: number, x: Scale): Point | undefined {
  let found: Point | undefined;
  for (const point of points)
    if (found === undefined || Math.abs(point.at - at) < Math.abs(found.at - at)) found = point;
  return found !== undefined && Math.abs(x.at(found.at) - x.at(at)) <= 36 ? found : undefined;
}

function BandArea({
  band,
  x,
  y,
  under,
}: {
  readonly band: Band | undefined;
  readonly x: Scale;
  readonly y: Scale;
  readonly under?: boolean;
}) {
  if (band === undefined) return null;
  const { low, high } = y.extent;
  const upper = y.at(Math.min(high, band.high ?? high));
  const lower = y.at(Math.max(low, band.low ?? low));
  if (lower <= upper) return null;
  const left = x.at(x.extent.low);
  const right = x.at(x.extent.high);
  return (
    <g>
      <rect
        className={classes.band}
        data-under={under}
        x={left}
        width={Math.max(0, right - left)}
        y={upper}
        height={lower - upper}
      />
      {[band.low, band.high].map(
        (end) =>
          end !== undefined &&
          end > low &&
          end < high && (
            <line key={end} className={classes.bandEnd} x1={left} x2={right} y1={y.at(end)} y2={y.at(end)} />
          ),
      )}
    </g>
  );
}

function Line({ points, x, y }: { readonly points: readonly Point[]; readonly x: Scale; readonly y: Scale }) {
  return (
    <polyline
      className={classes.line}
      points={points.map((point) => `${x.at(point.at).toFixed(1)},${y.at(point.value).toFixed(1)}`).join(" ")}
    />
  );
}

/** A pressure as clinicians draw it: a bar from the lower to the upper value. */
function Spans({ points, x, y }: { readonly points: readonly Point[]; readonly x: Scale; readonly y: Scale }) {
  return points.map((point, index) => {
    if (point.under === undefined) return null;
    const at = x.at(point.at);
    return (
      <g key={index} className={classes.span} data-tone={tone(point.standing)}>
        <line x1={at} x2={at} y1={y.at(point.under)} y2={y.at(point.value)} />
        <line x1={at - 3} x2={at + 3} y1={y.at(point.under)} y2={y.at(point.under)} />
      </g>
    );
  });
}

function tone(standing: Standing | undefined): "in" | "out" | "critical" | "none" {
  if (isCritical(standing)) return "critical";
  if (isOutOfRange(standing)) return "out";
  return standing === undefined ? "none" : "in";
}

/** In range a dot, out of range a larger diamond, critical a square: form tells it without the colour. */
function Dot({
  point,
  x,
  y,
  crowded,
}: {
  readonly point: Point;
  readonly x: Scale;
  readonly y: Scale;
  readonly crowded: boolean;
}) {
  const kind = tone(point.standing);
  const cx = x.at(point.at);
  const cy = y.at(point.value);
  switch (kind) {
    case "critical":
      return <rect className={classes.dot} data-tone="critical" x={cx - 4.5} y={cy - 4.5} width={9} height={9} />;
    case "out":
      return (
        <path
          className={classes.dot}
          data-tone="out"
          d={`M${cx} ${cy - 4.6}L${cx + 4.6} ${cy}L${cx} ${cy + 4.6}L${cx - 4.6} ${cy}Z`}
        />
      );
    case "in":
    case "none":
      return crowded ? null : <circle className={classes.dot} data-tone={kind} cx={cx} cy={cy} r={2.8} />;
  }
}

function Bubble({ point, left, width }: { readonly point: Point; readonly left: number; readonly width: number }) {
  const right = left > width * 0.6;
  return (
    <span className={classes.bubble} data-side={right ? "start" : "end"} style={{ left }} aria-hidden>
      <b>{point.text}</b>
      {point.standing !== undefined && point.standing.kind !== "normal" && (
        <span> {point.standing.words.toLocaleLowerCase()}</span>
      )}
      <span className={classes.bubbleWhen}>{formatDateTime(point.when)}</span>
    </span>
  );
}
