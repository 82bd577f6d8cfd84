import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconTable } from "@tabler/icons-react";
import { useId, useState } from "react";
import { changeSince } from "../../../../../contract/therapy/index.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { DatedText } from "../../../../ui/clinical/DatedText.tsx";
import plot from "../../_parts/trends/PlotRow.module.css";
import type { Extent } from "../../_parts/trends/scale.ts";
import type { Series } from "../../_parts/trends/series.ts";
import { TimePlot } from "../../_parts/trends/TimePlot.tsx";
import type { MeasureCourse } from "./measure-list.ts";
import { courseSentence, differenceText, scoreText } from "./measure-words.ts";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../words/index.ts";
import { MeasureTable } from "./MeasureTable.tsx";
import classes from "./MeasureRow.module.css";

type Props = {
  readonly course: MeasureCourse;
  readonly extent: Extent;
  readonly at: number | undefined;
  readonly onAt: (at: number | undefined) => void;
};

/** The course of one instrument: last score, plot with the band in which a change doesn't matter, words, table. */
export function MeasureRow({ course, extent, at, onAt }: Props) {
  const { ref, width } = useElementSize();
  const [open, setOpen] = useState(false);
  const tableId = useId();
  const { instrument, first, last, all } = course;
  const sentence = courseSentence(course);
  const change = changeSince(instrument, first.value, last.value);
  return (
    <div className={plot.row}>
      <div className={plot.label}>
        <h2 className={plot.name}>
          <bdi {...inEnglish}>{instrument.name}</bdi>
        </h2>
        <div className={plot.value}>
          <bdi>{scoreText(instrument, last.value)}</bdi>
        </div>
        <div className={plot.when}>{formatDateTime(last.when)}</div>
        {change.reaches === true && (
          <span className={classes.mark} data-direction={change.direction}>
            {change.direction === "better" ? say("markBetter") : say("markWorse")}
          </span>
        )}
        <div className={plot.when}>{instrument.better === "higher" ? say("higherIsBetter") : say("lowerIsBetter")}</div>
      </div>
      <div ref={ref} className={classes.plot}>
        {width > 0 && (
          <TimePlot
            series={seriesIn(course)}
            extent={extent}
            width={width}
            height={132}
            at={at}
            onAt={onAt}
            label={sentence}
            showDates
          />
        )}
      </div>
      <div className={plot.words}>
        <p className={plot.sentence}>
          <DatedText text={sentence} />
        </p>
        {instrument.differences.length === 0 ? (
          <p className={plot.source}>{say("whichNotCovered")}</p>
        ) : (
          <details className={classes.sources}>
            <summary>{change.against === undefined ? say("sources") : say("bandSource")}</summary>
            <ul>
              {instrument.differences.map((difference) => (
                <li key={differenceText(instrument, difference)} data-drawn={difference === change.against}>
                  {differenceText(instrument, difference)}.{" "}
                  <a href={difference.source.address} target="_blank" rel="noreferrer">
                    <bdi {...inEnglish}>{difference.source.text}</bdi>
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconTable size={14} aria-hidden />}
          aria-expanded={open}
          aria-controls={tableId}
          onClick={() => setOpen(!open)}
        >
          {open ? say("hideTable") : say("tableOfCount", { count: all.length })}
        </Button>
      </div>
      <div
        id={tableId}
        className={plot.table}
        hidden={!open}
        role="region"
        aria-label={say("tableOf", { name: instrument.name })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long table is scrolled with the keyboard
        tabIndex={0}
      >
        {open && <MeasureTable course={course} />}
      </div>
    </div>
  );
}

/** The band lies around the first score: within it no change matters. */
function seriesIn({ instrument, first, last, all }: MeasureCourse): Series {
  const { against } = changeSince(instrument, first.value, last.value);
  return {
    key: instrument.id,
    name: instrument.name,
    unit: instrument.unit.text,
    points: all.map(({ when, at, value, observation }) => ({
      id: observation.id ?? "",
      at,
      when,
      value,
      under: undefined,
      digits: { value: undefined, under: undefined },
      text: scoreText(instrument, value),
      bare: String(value),
      standing: undefined,
      meta: observation.meta,
    })),
    band:
      against === undefined
        ? undefined
        : {
            low: Math.max(instrument.bounds[0], first.value - against.value),
            high: Math.min(instrument.bounds[1], first.value + against.value),
          },
    underBand: undefined,
    bandSource: undefined,
  };
}
