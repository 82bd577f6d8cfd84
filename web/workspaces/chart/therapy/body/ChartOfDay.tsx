import { Button } from "@mantine/core";
import { useState } from "react";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { announce } from "../../../../ui/announce.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { Section } from "../../_parts/layout/Section.tsx";
import { useChart } from "../../_parts/record/use-chart.ts";
import { useWriteObservations } from "../use-therapy.ts";
import classes from "./BodyEditor.module.css";
import { BodyFigure } from "./BodyFigure.tsx";
import { type BodyChart, comparison } from "./body-list.ts";
import { say } from "../words/index.ts";
import { MarkTable } from "./MarkTable.tsx";

/** A chart that was recorded, and what had changed since the one before. */
export function ChartOfDay({ chart, before }: { readonly chart: BodyChart; readonly before: BodyChart | undefined }) {
  const { patientId } = useChart();
  const { scopes } = useSession();
  const write = useWriteObservations(patientId);
  const [asked, setAsked] = useState(false);
  const mark = () =>
    write.mutate(
      chart.observations.map((one) => ({ ...one, status: "entered-in-error" })),
      { onSuccess: () => announce(say("chartMarkedMistake")) },
    );
  return (
    <Section
      title={formatDateTime(chart.when)}
      aside={chart.by}
      actions={
        allows(scopes, "Observation", "u") && (
          <Button
            size="compact-sm"
            variant="subtle"
            loading={write.isPending}
            onClick={() => (asked ? mark() : setAsked(true))}
            onBlur={() => setAsked(false)}
          >
            {asked ? say("yesChartMistake", { time: formatDateTime(chart.when) }) : say("aMistake")}
          </Button>
        )
      }
    >
      <div className={classes.editor}>
        <div className={classes.figures}>
          <BodyFigure view="front" marks={chart.marks} />
          <BodyFigure view="back" marks={chart.marks} />
        </div>
        <div>
          <MarkTable marks={chart.marks} />
          {before !== undefined && (
            <div className={classes.compared}>
              <b>{say("against", { day: formatDateTime(before.when) })}</b>
              {comparison(chart.marks, before.marks).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
          )}
        </div>
      </div>
    </Section>
  );
}
