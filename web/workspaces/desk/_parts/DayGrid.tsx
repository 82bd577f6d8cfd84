import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { BlockCard } from "./BlockCard.tsx";
import classes from "./DayGrid.module.css";
import type { Block } from "./layout.ts";
import { useDrag } from "./use-drag.ts";
import { clockText } from "./zoned.ts";

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
  readonly book: (column: string, minute: number) => void;
  readonly open: (block: Block) => void;
  /** Dropped elsewhere. */
  readonly move: (block: Block, to: { readonly column: string; readonly minute: number }) => void;
};

/** Minutes of a cell that can be booked. */
export const step = 30;

/** Columns against the clock. By keyboard: arrows go from cell to cell, Enter books; appointments come in the order of tabs. */
export function DayGrid({ label, columns, hours, now, mayBook, book, open, move }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState({ column: 0, row: 0 });
  const drag = useDrag({ grid, hours, move });
  const rows = Array.from(
    { length: Math.ceil((hours.until - hours.from) / step) },
    (_, row) => hours.from + row * step,
  );
  const at = {
    column: Math.min(cursor.column, Math.max(0, columns.length - 1)),
    row: Math.min(cursor.row, Math.max(0, rows.length - 1)),
  };
  const go = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["cell"] === undefined) return;
    const [across, down] = moves[event.key] ?? [0, 0];
    if (across === 0 && down === 0) return;
    event.preventDefault();
    const next = {
      column: Math.min(columns.length - 1, Math.max(0, at.column + across)),
      row: Math.min(rows.length - 1, Math.max(0, at.row + down)),
    };
    setCursor(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.column}/${next.row}"]`)?.focus();
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
        <div key={column.key} className={classes.heading}>
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
                tabIndex={at.column === index && at.row === row ? 0 : -1}
                aria-label={`Book ${clockText(minute)}, ${column.title}`}
                onFocus={() => setCursor({ column: index, row })}
                onClick={() => book(column.key, minute)}
                style={placed({ from: minute, until: minute + step }, hours)}
              />
            ))}
          {column.away
            .filter(({ from, until }) => until > hours.from && from < hours.until)
            .map(({ label: what, ...stretch }) => (
              <div
                key={`${stretch.from}${what}`}
                className={classes.away}
                style={placed(within(stretch, hours), hours)}
              >
                {what}
              </div>
            ))}
          {column.blocks.map((block) => (
            <BlockCard
              key={block.key}
              block={block}
              style={{ ...placed(block, hours), "--lane": block.lane, "--lanes": block.lanes }}
              isDragged={drag.dragged === block.key}
              open={() => open(block)}
              grab={mayBook ? (event) => drag.grab(event, block, column.key) : undefined}
            />
          ))}
          {drag.target?.column === column.key && (
            <div className={classes.target} style={placed(drag.target, hours)} aria-hidden>
              {clockText(drag.target.from)}
            </div>
          )}
          {now !== undefined &&
            (now.column ?? column.key) === column.key &&
            now.minute > hours.from &&
            now.minute < hours.until && (
              <div className={classes.now} style={{ "--from": now.minute - hours.from }} aria-hidden />
            )}
        </section>
      ))}
    </div>
  );
}

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -4],
  PageDown: [0, 4],
};

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
