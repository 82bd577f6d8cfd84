import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { IconTable } from "@tabler/icons-react";
import { useId, useState } from "react";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { DatedText } from "../../../../ui/clinical/DatedText.tsx";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import classes from "./PlotRow.module.css";
import { ReadingTable } from "./ReadingTable.tsx";
import type { Extent } from "./scale.ts";
import type { Series } from "./series.ts";
import { TimePlot } from "./TimePlot.tsx";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../results/words/index.ts";
import { bandText, trendSentence } from "./trend-sentence.ts";

type Props = {
  /** Of its heading, under the headings of the page. */
  readonly level: 2 | 3;
  /** The readings of the period. */
  readonly series: Series;
  /** The newest reading of all, shown even when the period has none. */
  readonly newest: Series["points"][number] | undefined;
  readonly extent: Extent;
  readonly marks: readonly number[];
  readonly at: number | undefined;
  readonly onAt: (at: number | undefined) => void;
  readonly showDates: boolean;
};

/** Last value, plot and sentence of one series; its table opens underneath. */
export function PlotRow({ level, series, newest, extent, marks, at, onAt, showDates }: Props) {
  const { ref, width } = useElementSize();
  const [open, setOpen] = useState(false);
  const tableId = useId();
  const sentence = trendSentence(series);
  const band = bandText(series);
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={classes.row}>
      <div className={classes.label}>
        <Heading className={classes.name}>
          <bdi>{series.name}</bdi>
        </Heading>
        {newest !== undefined && (
          <>
            <div className={classes.value}>
              <bdi>{newest.text}</bdi>
            </div>
            <div className={classes.when}>{formatDateTime(newest.when)}</div>
            <StandingMark standing={newest.standing} quiet={band === undefined} />
          </>
        )}
        <div className={classes.when}>
          {band === undefined ? say("noReferenceRange") : say("rangeIs", { range: band })}
        </div>
      </div>
      <div ref={ref} className={classes.plot}>
        {width > 0 && (
          <TimePlot
            series={series}
            extent={extent}
            width={width}
            height={(series.underBand === undefined ? 104 : 132) + (showDates ? 16 : 0)}
            marks={marks}
            at={at}
            onAt={onAt}
            label={sentence}
            showDates={showDates}
          />
        )}
      </div>
      <div className={classes.words}>
        <p className={classes.sentence}>
          <DatedText text={sentence} />
        </p>
        {series.bandSource !== undefined && (
          <p className={classes.source}>
            {say.rich("rangeFrom", {
              source: (
                <bdi key="source" {...inEnglish}>
                  {series.bandSource}
                </bdi>
              ),
            })}
          </p>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconTable size={14} aria-hidden />}
          aria-expanded={open}
          aria-controls={tableId}
          onClick={() => setOpen(!open)}
          disabled={series.points.length === 0}
        >
          {open ? say("hideTable") : say("tableOfCount", { count: series.points.length })}
        </Button>
      </div>
      <div
        id={tableId}
        className={classes.table}
        hidden={!open}
        role="region"
        aria-label={say("tableOf", { name: series.name })}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long table is scrolled with the keyboard
        tabIndex={0}
      >
        {open && <ReadingTable series={series} caption={say("captionOf", { name: series.name, sentence })} />}
      </div>
    </div>
  );
}
