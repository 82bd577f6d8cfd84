import { formatDate } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import { Loaded, Nothing } from "../layout/Loaded.tsx";
import { Section } from "../layout/Section.tsx";
import { useChart } from "../record/use-chart.ts";
import { useLaboratory } from "../record/use-record.ts";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { say } from "../../words/index.ts";
import { MoreLink } from "./MoreLink.tsx";
import { newestOutOfRange } from "./out-of-range.ts";
import classes from "./summary.module.css";

const most = 8;

export function ResultSummary() {
  const chart = useChart();
  const query = useLaboratory(chart);
  return (
    <Section
      title={say("newestOutOfRange")}
      actions={
        <MoreLink to="/patients/$patientId/results" {...chart}>
          {say("allResults")}
        </MoreLink>
      }
    >
      <Loaded query={query} what={say("whatResults")}>
        {({ matches }) => {
          if (matches.length === 0) return <Nothing>{say("noResult")}</Nothing>;
          const out = newestOutOfRange(matches);
          if (out.length === 0) return <Nothing>{say("allInRange")}</Nothing>;
          return (
            <ul className={classes.list}>
              {out.slice(0, most).map((one) => (
                <li key={one.id} className={classes.item}>
                  <span>
                    <bdi>{one.name}</bdi> <bdi className={classes.name}>{one.text}</bdi>{" "}
                    <StandingMark standing={one.standing} />
                    <SensitivityChips meta={one.meta} />
                    <span className={classes.under}>
                      {one.range === undefined ? say("noRange") : say("range", { range: one.range })}
                    </span>
                  </span>
                  <span className={classes.end}>{formatDate(one.when)}</span>
                </li>
              ))}
              {out.length > most && <li className={classes.item}>{say("andMore", { count: out.length - most })}</li>}
            </ul>
          );
        }}
      </Loaded>
    </Section>
  );
}
