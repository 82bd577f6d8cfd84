import { formatDate } from "../../../../ui/clinical/dates.ts";
import classes from "./EventLane.module.css";
import { layOutEvents, type TrendEvent } from "./events.ts";
import { plotGutter } from "./TimePlot.tsx";
import { type Extent, linearScale } from "./scale.ts";

const rowHeight = 17;

const glyphs: Readonly<Record<TrendEvent["kind"], string>> = {
  started: "M-4 4L4 4L0 -4Z",
  stopped: "M-4 -4L4 -4L0 4Z",
  stay: "M-4 -4L4 -4L4 4L-4 4Z",
  procedure: "M0 -5L5 0L0 5L-5 0Z",
};

/** What happened, above the plots and on their axis. The table below says the same. */
export function EventLane({
  events,
  extent,
  width,
}: {
  readonly events: readonly TrendEvent[];
  readonly extent: Extent;
  readonly width: number;
}) {
  const x = linearScale(extent, plotGutter.start, Math.max(plotGutter.start + 1, width - plotGutter.end));
  const laid = layOutEvents(events, x, width);
  const rows = Math.max(1, ...laid.map((one) => one.row + 1));
  return (
    <svg className={classes.lane} width={width} height={rows * rowHeight + 4} aria-hidden>
      {laid.map(({ event, row, labelled, before }) => (
        <g
          key={`${event.kind}${event.id}`}
          transform={`translate(${x.at(event.at)} ${row * rowHeight + 10})`}
          className={classes.event}
          data-kind={event.kind}
        >
          <title>{`${event.label}, ${formatDate(event.when)}`}</title>
          <path d={glyphs[event.kind]} />
          {labelled && (
            <text x={before ? -8 : 8} dy="0.34em" textAnchor={before ? "end" : "start"}>
              {event.short}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
