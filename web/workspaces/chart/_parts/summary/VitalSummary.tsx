import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { useChart } from "../record/use-chart.ts";
import { usePatient, useVitals } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { seriesOf } from "../trends/series.ts";
import { Sparkline } from "../trends/Sparkline.tsx";
import { bandText } from "../trends/trend-sentence.ts";
import { arrangeVitals } from "../trends/vital-kinds.ts";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import classes from "./summary.module.css";

export function VitalSummary() {
  const chart = useChart();
  const query = useVitals(chart);
  const patient = usePatient(chart);
  return (
    <Section
      title={say("latestVitals")}
      actions={
        <MoreLink to="/patients/$patientId/vitals" {...chart}>
          {say("allVitals")}
        </MoreLink>
      }
    >
      <Loaded query={query} what={say("whatVitals")}>
        {({ matches }) => {
          const all = arrangeVitals(seriesOf(matches), patient.data?.birthDate);
          if (all.length === 0) return <Nothing>{say("noVital")}</Nothing>;
          return (
            <table className={classes.vitals}>
              <thead className="wb-visually-hidden">
                <tr>
                  <th scope="col">{say("sign")}</th>
                  <th scope="col">{say("lastValue")}</th>
                  <th scope="col">{say("course")}</th>
                </tr>
              </thead>
              <tbody>
                {all.map((series) => {
                  const last = series.points.at(-1);
                  if (last === undefined) return null;
                  const band = bandText(series);
                  return (
                    <tr key={series.key}>
                      <th scope="row" className={classes.nowrap}>
                        <bdi>{series.name}</bdi>
                        <span className={classes.under}>{formatDateTime(last.when)}</span>
                      </th>
                      <td>
                        <bdi className={classes.value}>{last.text}</bdi> <StandingMark standing={last.standing} quiet />
                        <SensitivityChips meta={last.meta} />
                        <span className={classes.under}>
                          {band === undefined ? say("noReferenceRange") : say("range", { range: band })}
                        </span>
                      </td>
                      <td>
                        <Sparkline series={series} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          );
        }}
      </Loaded>
    </Section>
  );
}
