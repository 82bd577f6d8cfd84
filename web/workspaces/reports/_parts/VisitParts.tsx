import type { Report } from "../../../../contract/index.ts";
import { HeatMap } from "./HeatMap.tsx";
import { Part } from "./Part.tsx";
import classes from "./Reports.module.css";
import { RowBars } from "./RowBars.tsx";
import { StepBars } from "./StepBars.tsx";
import { attendanceText, patientsText, utilisationText, waitingText } from "./visit-texts.ts";
import { cancelWord, countText, hoursText, minutesText, rowName, shareText } from "./words.ts";

/** What the calendar says. */
export function VisitParts({ visits }: { readonly visits: NonNullable<Report["visits"]> }) {
  const { utilisation, attendance, waiting, patients } = visits.now;
  return (
    <>
      <Part text={utilisationText(visits)} wide>
        <div className={classes.columns}>
          <HeatMap cells={utilisation.cells} />
          <RowBars
            caption="By therapist: booked of working hours"
            rows={utilisation.therapists.map(({ name, booked, working }) => ({
              name,
              size: booked === null ? null : booked / Math.max(working, 1),
              text: `${shareText(booked, working)} of ${hoursText(working)}`,
            }))}
          />
        </div>
      </Part>
      <Part text={attendanceText(visits)}>
        <StepBars
          label="Appointments that were kept, missed and cancelled, over time"
          series={["Came", "Missed", "Cancelled"]}
          stacked
          steps={attendance.steps.map(({ from, came, missed, cancelled }) => ({
            from,
            values: [came, missed, cancelled],
          }))}
          say={countText}
        />
        <div className={classes.columns}>
          <RowBars
            caption="Who cancelled"
            rows={attendance.reasons.map(({ id, count }) => ({
              name: cancelWord(id),
              size: count,
              text: countText(count),
            }))}
          />
          <RowBars
            caption="Missed, by branch"
            rows={attendance.branches.map((one) => ({
              name: rowName(one, "No branch"),
              size: one.missed,
              text: countText(one.missed),
            }))}
          />
        </div>
      </Part>
      <Part text={waitingText(visits)}>
        <RowBars
          caption="How long, by visits"
          rows={waiting.lengths.map(({ from, until, count }) => ({
            name: until === null ? `${from} min or more` : `${from} to ${until} min`,
            size: count,
            text: countText(count),
          }))}
        />
        {waiting.branches.length > 1 && (
          <RowBars
            caption="Median, by branch"
            rows={waiting.branches.map((one) => ({
              name: rowName(one, "No branch"),
              size: one.median,
              text: minutesText(one.median),
            }))}
          />
        )}
      </Part>
      <Part text={patientsText(visits)}>
        <StepBars
          label="New and returning patients, by the day of their first visit in the period"
          series={["New", "Returning"]}
          stacked
          steps={patients.steps.map(({ from, fresh, returning }) => ({ from, values: [fresh, returning] }))}
          say={countText}
        />
      </Part>
    </>
  );
}
