import { figures } from "../language/index.ts";
import { Button } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { DataTable } from "./DataTable.tsx";
import { dateText, weekdayText } from "./dates.ts";
import classes from "./DayBars.module.css";
import { say } from "./words/index.ts";

type Props = {
  readonly days: readonly { readonly day: string; readonly count: number }[];
  /** What is counted, in the plural. */
  readonly what: string;
  /** The plot's meaning in one sentence. */
  readonly sentence: ReactNode;
};

const number = figures();
const width = 720;
const height = 130;
const base = height - 20;

/** Counts per day as bars, with the sentence they come to and the table they are. */
export function DayBars({ days, what, sentence }: Props) {
  const [asTable, setAsTable] = useState(false);
  const title = useId();
  const most = Math.max(1, ...days.map((one) => one.count));
  const step = width / Math.max(days.length, 1);
  return (
    <figure className={classes.figure} aria-labelledby={title}>
      <figcaption id={title} className={classes.sentence}>
        {sentence}
      </figcaption>
      {asTable ? (
        <div className={classes.table}>
          <DataTable
            caption={say("perDay", { what })}
            columns={[
              { key: "day", header: say("day"), cell: (row) => weekdayText(row.day) },
              { key: "count", header: what, numeric: true, width: "8rem", cell: (row) => number.format(row.count) },
            ]}
            rows={days.toReversed()}
            rowKey={(row) => row.day}
          />
        </div>
      ) : (
        <svg
          className={`${classes.plot} wb-mirrored`}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={title}
        >
          <line x1={0} x2={width} y1={base + 0.5} y2={base + 0.5} className={classes.axis} />
          {days.map((one, index) => {
            const tall = (one.count / most) * (base - 14);
            return (
              <rect
                key={one.day}
                x={index * step + step * 0.14}
                y={base - tall}
                width={step * 0.72}
                height={tall}
                className={classes.bar}
              >
                <title>{`${weekdayText(one.day)}: ${number.format(one.count)}`}</title>
              </rect>
            );
          })}
        </svg>
      )}
      {!asTable && (
        <div className={classes.ends} aria-hidden>
          <span>{days[0] === undefined ? "" : dateText(days[0].day)}</span>
          <span>{say("mostIs", { most: number.format(Math.max(0, ...days.map((one) => one.count))) })}</span>
          <span>{dateText(days.at(-1)?.day ?? "")}</span>
        </div>
      )}
      <Button variant="subtle" size="compact-sm" onClick={() => setAsTable(!asTable)}>
        {asTable ? say("asPlot") : say("asTable")}
      </Button>
    </figure>
  );
}
