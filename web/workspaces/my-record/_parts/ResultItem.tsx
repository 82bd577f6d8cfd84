import { Button } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useId, useState } from "react";
import { Sparkline } from "../../chart/_parts/trends/Sparkline.tsx";
import { observationTime, type Series } from "../../chart/_parts/trends/series.ts";
import { TimePlot } from "../../chart/_parts/trends/TimePlot.tsx";
import { trendSentence } from "../../chart/_parts/trends/trend-sentence.ts";
import { InReadersLanguage } from "../../../ui/InEnglish.tsx";
import { CorrectButton } from "./CorrectButton.tsx";
import classes from "./my-record.module.css";
import type { OwnResult } from "./own-results.ts";
import { englishDay } from "./plain-date.ts";
import { RestrictedMark } from "./RestrictedMark.tsx";
import { againstLabel, resultPageWords as words, resultSentences, resultValue } from "./result-words.ts";

/** The newest result in words, what it was before, and on demand every one: as a plot and as a table. */
export function ResultItem({ result, brief = false }: { readonly result: OwnResult; readonly brief?: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { name, newest, all, series } = result;
  const before = all[1];
  const beforeValue = before === undefined ? undefined : resultValue(before);
  const beforeDay = before === undefined ? undefined : englishDay(observationTime(before));
  return (
    <>
      <h3 className={classes.name}>{name}</h3>
      <RestrictedMark reference={`Observation/${newest.id ?? ""}`} />
      <div className={classes.course}>
        <div>
          {resultSentences(newest).map((sentence) => (
            <p key={sentence} className={classes.line}>
              {sentence}
            </p>
          ))}
          {beforeValue !== undefined && beforeDay !== undefined && !brief && (
            <p className={classes.dim}>{words.before(beforeValue, beforeDay)}</p>
          )}
        </div>
        {series !== undefined && <Sparkline series={series} />}
      </div>
      {!brief && (
        <div className={classes.acts}>
          {all.length > 1 && (
            <Button
              variant="default"
              size="sm"
              h={44}
              aria-expanded={open}
              aria-controls={id}
              aria-label={`${name}: ${open ? words.fewer : words.more(all.length - 1)}`}
              onClick={() => setOpen(!open)}
            >
              {open ? words.fewer : words.more(all.length - 1)}
            </Button>
          )}
          <CorrectButton
            what={`${name}, ${englishDay(observationTime(newest)) ?? ""}`}
            reference={`Observation/${newest.id ?? ""}`}
          />
        </div>
      )}
      <div id={id} hidden={!open}>
        {open && (
          <>
            {series !== undefined && (
              <InReadersLanguage>
                <Plot series={series} />
              </InReadersLanguage>
            )}
            <Every result={result} />
          </>
        )}
      </div>
    </>
  );
}

function Plot({ series }: { readonly series: Series }) {
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | undefined>(undefined);
  const [first, last] = [series.points[0]?.at ?? 0, series.points.at(-1)?.at ?? 1];
  // The first and the last dot stand free of the edges.
  const air = (last - first) * 0.04;
  return (
    <div ref={ref} className={classes.plot}>
      {width > 0 && (
        <TimePlot
          series={series}
          extent={{ low: first - air, high: last + air }}
          width={width}
          height={160}
          at={at}
          onAt={setAt}
          label={trendSentence(series)}
          showDates
        />
      )}
    </div>
  );
}

function Every({ result: { name, all } }: { readonly result: OwnResult }) {
  return (
    <table className={classes.table}>
      <caption className="wb-visually-hidden">{`${words.table}: ${name}`}</caption>
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.range}</th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {englishDay(observationTime(one)) ?? ""}
              <RestrictedMark reference={`Observation/${one.id ?? ""}`} />
            </th>
            <td>{resultValue(one) ?? ""}</td>
            <td>{againstLabel(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
