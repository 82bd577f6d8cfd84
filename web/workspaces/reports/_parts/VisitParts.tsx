import type { Report } from "../../../../contract/index.ts";
import { HeatMap } from "./HeatMap.tsx";
import { Part } from "./Part.tsx";
import classes from "./Reports.module.css";
import { RowBars } from "./RowBars.tsx";
import { StepBars } from "./StepBars.tsx";
import { attendanceText, patientsText, utilisationText, waitingText } from "./visit-texts.ts";
import { cancelWord, countText, hoursText, minutesText, rowName, shareText } from "./words.ts";
import { say } from "../words/index.ts";

/** What the calendar says. */
export function VisitParts({ visits }: { readonly visits: NonNullable<Report["visits"]> }) {
  const { utilisation, attendance, waiting, patients } = visits.now;
  return (
    <>
      <Part text={utilisationText(visits)} wide>
        <div className={classes.columns}>
          <HeatMap cells={utilisation.cells} />
          <RowBars
            caption={say("byTherapistHours")}
            rows={utilisation.therapists.map(({ name, booked, working }) => ({
              name,
              size: booked === null ? null : booked / Math.max(working, 1),
              text: say("shareOf", { share: shareText(booked, working), hours: hoursText(working) }),
            }))}
          />
        </div>
      </Part>
      <Part text={attendanceText(visits)}>
        <StepBars
          label={say("attendancePlot")}
          series={[say("came"), say("missed"), say("cancelled")]}
          stacked
          steps={attendance.steps.map(({ from, came, missed, cancelled }) => ({
            from,
            values: [came, missed, cancelled],
          }))}
          say={countText}
        />
        <div className={classes.columns}>
          <RowBars
            caption={say("whoCancelled")}
            rows={attendance.reasons.map(({ id, count }) => ({
              name: cancelWord(id),
              size: count,
              text: countText(count),
            }))}
          />
          <RowBars
            caption={say("missedByBranch")}
            rows={attendance.branches.map((one) => ({
              name: rowName(one, say("noBranch")),
              size: one.missed,
              text: countText(one.missed),
            }))}
          />
        </div>
      </Part>
      <Part text={waitingText(visits)}>
        <RowBars
          caption={say("howLongByVisits")}
          rows={waiting.lengths.map(({ from, until, count }) => ({
            name: until === null ? say("minutesOrMore", { from }) : say("minutesFromTo", { from, until }),
            size: count,
            text: countText(count),
          }))}
        />
        {waiting.branches.length > 1 && (
          <RowBars
            caption={say("medianByBranch")}
            rows={waiting.branches.map((one) => ({
              name: rowName(one, say("noBranch")),
              size: one.median,
              text: minutesText(one.median),
            }))}
          />
        )}
      </Part>
      <Part text={patientsText(visits)}>
        <StepBars
          label={say("patientsPlot")}
          series={[say("new"), say("returning")]}
          stacked
          steps={patients.steps.map(({ from, fresh, returning }) => ({ from, values: [fresh, returning] }))}
          say={countText}
        />
      </Part>
    </>
  );
}
