import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from "react";
import type { KindColour } from "../../../../contract/index.ts";
import { BlockCard } from "./BlockCard.tsx";
import classes from "./DayGrid.module.css";
import { type GridPlace, stepFrom } from "./grid-steps.ts";
import type { Block } from "./layout.ts";
import { useDrag } from "./use-drag.ts";
import { clockText } from "./zoned.ts";
import { say } from "../words/index.ts";
import { language } from "../../../language/index.ts";

type Stretch = { readonly from: number; readonly until: number };

/** One therapist, room or day. */
export type GridColumn = {
  readonly key: string;
  readonly title: string;
  readonly heading: ReactNode;
  readonly blocks: readonly Block[];
  /** Working hours; nothing is shaded where they aren't known. */
  readonly open: readonly Stretch[] | undefined;
  readonly away: readonly (Stretch & { readonly label: string })[];
};

type Props = {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly hours: Stretch;
  /** Where the clock stands, and in which column (all without). */
  readonly now: { readonly minute: number; readonly column?: string } | undefined;
  readonly mayBook: boolean;
  readonly colourOf: (kindId: string | undefined) => KindColour | undefined;
  readonly book: (column: string, minute: number) => void;
  readonly open: (block: Block) => void;
  /** Dropped elsewhere. */
  readonly move: (block: Block, to: { readonly column: string; readonly minute: number }) => void;
};

/** Minutes of a cell that can be booked. */
export const step = 30;

/** Columns against the clock. By keyboard: arrows lead to cells and appointments, Enter books or opens; the tab key goes through the appointments.
 *  Drawn anew for what it shows alone: a dialog over it mustn't wait for it. */
export const DayGrid = memo(function DayGrid({
  label,
  columns,
  hours,
  now,
  mayBook,
  colourOf,
  book,
  open,
  move,
}: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState<{ readonly column: number; readonly row: number } | undefined>(undefined);
  const drag = useDrag({ grid, hours, move });
  const rows = Array.from(
    { length: Math.ceil((hours.until - hours.from) / step) },
    (_, row) => hours.from + row * step,
  );
  const isNowShown = now !== undefined && now.minute > hours.from && now.minute < hours.until;
  const first = columns.flatMap(({ blocks }) => blocks.map(({ from }) => from)).toSorted((a, b) => a - b)[0];
  // Opens at the present moment, or at the first appointment of another day.
  const begin = isNowShown ? now.minute - 60 : first;
  const at = {
    column: Math.min(cursor?.column ?? 0, Math.max(0, columns.length - 1)),
    row: Math.min(cursor?.row ?? Math.floor(((begin ?? hours.from) - hours.from) / step), Math.max(0, rows.length - 1)),
  };
  const opened = useRef("");
  useEffect(() => {
    const box = grid.current;
    if (box === null || begin === undefined || opened.current === label) return;
    opened.current = label;
    const column = box.querySelector<HTMLElement>("[data-column]");
    const height = column?.getBoundingClientRect().height ?? 0;
    box.scrollTop = Math.max(0, ((begin - hours.from) / (hours.until - hours.from)) * height);
  }, [begin, label, hours.from, hours.until]);
  const go = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = event.target instanceof HTMLElement ? placeOf(event.target.dataset["place"]) : undefined;
    if (from === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = stepFrom({ columns, hours, step }, from, alongColumns(event.key));
    if (to === undefined) return;
    event.preventDefault();
    setCursor(to);
    const wanted =
      to.block === undefined ? `[data-cell="${to.column}/${to.row}"]` : `[data-block="${CSS.escape(to.block)}"]`;
    const found = grid.current
      ?.querySelectorAll<HTMLElement>("[data-column]")
      [to.column]?.querySelector<HTMLElement>(wanted);
    found?.focus({ preventScroll: true });
    found?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  return (
    <div
      ref={grid}
      className={classes.grid}
      role="group"
      aria-label={label}
      onKeyDown={go}
      style={{ "--columns": columns.length, "--minutes": hours.until - hours.from }}
    >
      <div className={classes.corner} aria-hidden />
      {columns.map((column) => (
        <div key={column.key} className={classes.heading} data-today={now?.column === column.key || undefined}>
          {column.heading}
        </div>
      ))}
      <div className={classes.clock} aria-hidden>
        {rows
          .filter((minute) => minute % 60 === 0)
          .map((minute) => (
            <span key={minute} className={classes.hour} style={{ "--from": minute - hours.from }}>
              {clockText(minute)}
            </span>
          ))}
        {isNowShown && (
          <span className={classes.present} style={{ "--from": now.minute - hours.from }}>
            {clockText(now.minute)}
          </span>
        )}
      </div>
      {columns.map((column, index) => (
        <section key={column.key} className={classes.column} aria-label={column.title} data-column={column.key}>
          {shaded(column.open, hours).map((stretch) => (
            <div key={stretch.from} className={classes.closed} style={placed(stretch, hours)} aria-hidden />
          ))}
          {mayBook &&
            rows.map((minute, row) => (
              <button
                key={minute}
                type="button"
                className={classes.cell}
                data-cell={`${index}/${row}`}
                data-place={`${index}/${minute}/${minute + step}`}
                data-half={minute % 60 !== 0 || undefined}
                tabIndex={at.column === index && at.row === row ? 0 : -1}
                aria-label={say("bookAt", { time: clockText(minute), column: column.title })}
                onFocus={() => setCursor({ column: index, row })}
                onClick={() => book(column.key, minute)}
                style={placed({ from: minute, until: minute + step }, hours)}
              >
                <span aria-hidden>{clockText(minute)}</span>
              </button>
            ))}
          {column.away
            .filter(({ from, until }) => until > hours.from && from < hours.until)
            .map(({ label: what, ...stretch }) => (
              <div
                key={`${stretch.from}${what}`}
                className={classes.away}
                style={placed(within(stretch, hours), hours)}
              >
                <span>{what}</span>
              </div>
            ))}
          {column.blocks.map((block) => (
            <BlockCard
              key={block.key}
              block={block}
              style={{ ...placed(within(block, hours), hours), "--lane": block.lane, "--lanes": block.lanes }}
              place={`${index}/${block.from}/${block.until}`}
              isDragged={drag.dragged === block.key}
              colour={colourOf(block.appointments[0].kind?.id)}
              open={() => open(block)}
              grab={mayBook ? (event) => drag.grab(event, block, column.key) : undefined}
            />
          ))}
          {drag.target?.column === column.key && (
            <div className={classes.target} style={placed(drag.target, hours)} aria-hidden>
              {clockText(drag.target.from)}
            </div>
          )}
          {isNowShown && (now.column ?? column.key) === column.key && (
            <div className={classes.now} style={{ "--from": now.minute - hours.from }} aria-hidden />
          )}
        </section>
      ))}
    </div>
  );
});

/** Columns go on to the left in languages that do. */
function alongColumns(key: string): string {
  if (language.direction === "ltr") return key;
  return key === "ArrowLeft" ? "ArrowRight" : key === "ArrowRight" ? "ArrowLeft" : key;
}

/** `column/from/until` of what has the focus. */
function placeOf(text: string | undefined): GridPlace | undefined {
  const [column, from, until] = text?.split("/").map(Number) ?? [];
  return column === undefined || from === undefined || until === undefined ? undefined : { column, from, until };
}

function placed({ from, until }: Stretch, hours: Stretch) {
  return { "--from": from - hours.from, "--length": until - from };
}

function within({ from, until }: Stretch, hours: Stretch): Stretch {
  return { from: Math.max(from, hours.from), until: Math.min(until, hours.until) };
}

/** What lies outside working hours. */
function shaded(open: readonly Stretch[] | undefined, hours: Stretch): readonly Stretch[] {
  if (open === undefined) return [];
  const gaps: Stretch[] = [];
  let from = hours.from;
  for (const stretch of open.toSorted((a, b) => a.from - b.from)) {
    if (stretch.from > from) gaps.push({ from, until: Math.min(stretch.from, hours.until) });
    from = Math.max(from, stretch.until);
  }
  if (from < hours.until) gaps.push({ from, until: hours.until });
  return gaps.filter((gap) => gap.until > gap.from);
}
