import { Button } from "@mantine/core";
import { useId, useState } from "react";
import { DataTable } from "../../../ui/DataTable.tsx";
import { dateText } from "../../../ui/dates.ts";
import classes from "./Reports.module.css";
import { say } from "../words/index.ts";

type Step = { readonly from: string; readonly values: readonly (number | null)[] };

type Props = {
  /** What is drawn, in one sentence. */
  readonly label: string;
  readonly series: readonly string[];
  readonly steps: readonly Step[];
  /** On top of one another, where they are parts of one whole; else beside. */
  readonly stacked?: boolean;
  readonly say: (value: number | null) => string;
};

const width = 720;
const height = 150;
const base = height - 4;
const seriesClass = [classes.series0, classes.series1, classes.series2];
const swatchClass = [classes.swatch0, classes.swatch1, classes.swatch2];

/** Columns over the days, weeks or months of a period, and the table that they are. */
export function StepBars({ label, series, steps, stacked = false, say: told }: Props) {
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const heights = steps.map(({ values }) =>
    stacked
      ? values.reduce<number>((all, one) => all + Math.max(0, one ?? 0), 0)
      : Math.max(0, ...values.map((one) => one ?? 0)),
  );
  const most = Math.max(1e-9, ...heights);
  const step = width / Math.max(steps.length, 1);
  const thick = step * 0.76;
  if (steps.length === 0) return null;
  return (
    <div>
      {asTable ? (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keyboard
        <div className={classes.scroll} role="region" aria-label={say("asTableLabel", { label })} tabIndex={0}>
          <DataTable
            caption={label}
            columns={[
              { key: "from", header: say("from"), cell: (row: Step) => dateText(row.from) },
              ...series.map((header, at) => ({
                key: header,
                header,
                numeric: true,
                cell: (row: Step) => told(row.values[at] ?? null),
              })),
            ]}
            rows={steps}
            rowKey={(row) => row.from}
          />
        </div>
      ) : (
        <>
          <svg
            className={`${classes.plot} wb-mirrored`}
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-labelledby={id}
          >
            <title id={id}>{label}</title>
            <line x1={0} x2={width} y1={base + 0.5} y2={base + 0.5} className={classes.axis} />
            {steps.map(({ from, values }, index) => {
              let under = 0;
              return values.map((value, at) => {
                const size = Math.max(0, value ?? 0);
                const tall = (size / most) * (base - 8);
                const y = base - (stacked ? under : 0) - tall;
                under += tall;
                const own = stacked ? thick : thick / values.length;
                const x = index * step + step * 0.12 + (stacked ? 0 : at * own);
                return (
                  <rect
                    key={`${from} ${series[at]}`}
                    x={x}
                    y={y}
                    width={own}
                    height={tall}
                    className={seriesClass[at]}
                  />
                );
              });
            })}
          </svg>
          <div className={classes.ends} aria-hidden>
            <span>{dateText(steps[0]?.from ?? "")}</span>
            <span>{say("mostIs", { most: told(Math.max(...heights)) })}</span>
            <span>{dateText(steps.at(-1)?.from ?? "")}</span>
          </div>
          <ul className={classes.key}>
            {series.map((name, at) => (
              <li key={name}>
                <span className={`${classes.swatch} ${swatchClass[at]}`} aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
      <Button variant="subtle" size="compact-sm" onClick={() => setAsTable(!asTable)}>
        {asTable ? say("asPlot") : say("asTable")}
      </Button>
    </div>
  );
}
