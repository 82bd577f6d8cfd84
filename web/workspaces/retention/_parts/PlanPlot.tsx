import { Button } from "@mantine/core";
import { useId, useState } from "react";
import type { RetentionPlan } from "../../../../contract/index.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { categoryWords } from "./category-words.ts";
import { planSentence, planYears, usedCategories } from "./plan-years.ts";
import classes from "./PlanPlot.module.css";
import { figures } from "../../../language/index.ts";
import { say } from "../words/index.ts";

const number = figures();
const [width, height, least] = [720, 180, 3];

/** Records by the year in which they fall due, piled up by category, with the sentence they come to and the table they are. */
export function PlanPlot({ plan }: { readonly plan: RetentionPlan }) {
  const [asTable, setAsTable] = useState(false);
  const title = useId();
  const years = planYears(plan);
  const used = usedCategories(plan);
  return (
    <figure className={classes.figure} aria-labelledby={title}>
      <figcaption id={title} className={classes.sentence}>
        {planSentence(plan)}
      </figcaption>
      {asTable ? (
        <div className={classes.table}>
          <DataTable
            caption={say("byYear")}
            columns={[
              { key: "year", header: say("year"), cell: ({ year }) => String(year) },
              ...used.map((category) => ({
                key: category,
                header: categoryWords[category],
                numeric: true,
                cell: (row: (typeof years)[number]) => number.format(row.byCategory[category] ?? 0),
              })),
              {
                key: "patients",
                header: say("wholePatients"),
                numeric: true,
                cell: ({ patients }) => number.format(patients),
              },
            ]}
            rows={years}
            rowKey={({ year }) => String(year)}
          />
        </div>
      ) : (
        <>
          <Bars plan={plan} title={title} />
          <ul className={classes.legend} aria-label={say("categories")}>
            {used.map((category) => (
              <li key={category}>
                <span className={classes.swatch} data-category={category} aria-hidden />
                {categoryWords[category]}
              </li>
            ))}
          </ul>
        </>
      )}
      <Button variant="subtle" size="compact-sm" onClick={() => setAsTable(!asTable)}>
        {asTable ? say("asPlot") : say("asTable")}
      </Button>
    </figure>
  );
}

function Bars({ plan, title }: { readonly plan: RetentionPlan; readonly title: string }) {
  const years = planYears(plan);
  const used = usedCategories(plan);
  const now = new Date(plan.at).getUTCFullYear();
  const [first, last] = [Math.min(now, years[0]?.year ?? now), Math.max(now, years.at(-1)?.year ?? now)];
  const span = last - first + 1;
  const step = width / span;
  const most = Math.max(1, ...years.map(({ records }) => records));
  const every = Math.max(1, Math.ceil(span / 10));
  const ticks = Array.from({ length: Math.ceil(span / every) }, (_, index) => first + index * every);
  return (
    <>
      <div className={classes.most}>{say("mostInYear", { most: number.format(most) })}</div>
      <svg
        className={`${classes.plot} wb-mirrored`}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-labelledby={title}
      >
        {years.map(({ year, byCategory, patients }) => {
          let top = height - 1;
          return used.map((category) => {
            const records = byCategory[category] ?? 0;
            if (records === 0) return null;
            // Little beside much is still there.
            const tall = Math.max(least, (records / most) * (height - least * used.length - 1));
            top -= tall;
            return (
              <rect
                key={`${year}|${category}`}
                x={(year - first + 0.12) * step}
                y={top}
                width={step * 0.76}
                height={tall}
                className={classes.bar}
                data-category={category}
              >
                <title>
                  {say("barIs", {
                    year: String(year),
                    records: number.format(records),
                    category: categoryWords[category],
                    patients: number.format(patients),
                  })}
                </title>
              </rect>
            );
          });
        })}
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className={classes.axis} />
        <line
          x1={(now - first + 0.5) * step}
          x2={(now - first + 0.5) * step}
          y1={0}
          y2={height}
          className={classes.now}
        />
      </svg>
      <div className={classes.ticks} aria-hidden>
        {ticks.map((year) => (
          <span key={year} style={{ insetInlineStart: `${((year - first + 0.5) / span) * 100}%` }}>
            {year}
          </span>
        ))}
      </div>
    </>
  );
}
